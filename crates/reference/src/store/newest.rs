//! What is saved where several versions of one record arrive together: the newest of each.

use std::collections::BTreeMap;

/// The newest of each key, in order of keys: one statement cannot write a row twice, and writers that lock in one order
/// do not deadlock.
pub(super) fn newest<'a, T, K: Ord>(
    all: &'a [T],
    key: impl Fn(&'a T) -> K,
    version: impl Fn(&T) -> i64,
) -> Vec<&'a T> {
    let mut newest: BTreeMap<K, &T> = BTreeMap::new();
    for one in all {
        let kept = newest.entry(key(one)).or_insert(one);
        if version(one) > version(kept) {
            *kept = one;
        }
    }
    newest.into_values().collect()
}
