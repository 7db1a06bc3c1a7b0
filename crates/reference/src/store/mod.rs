//! The tables of the schema `reference`. Saving never lets an older version overwrite a newer one, and says how many
//! rows it wrote: less than it was given means that a version was not newer.

mod calendar_year;
mod certificate_key;
mod change;
mod official;
mod unit;

use std::collections::BTreeMap;

use sqlx::error::BoxDynError;

use crate::Role;

pub use calendar_year::{calendar_year, list_calendar_years, save_calendar_year};
pub use certificate_key::{key, list_keys, save_keys};
pub use change::change_number;
pub use official::{list_officials, official, save_officials};
pub use unit::{list_units, save_units, unit};

/// The newest of each key, in order of keys: one statement cannot write a row twice, and writers that lock in one order
/// do not deadlock.
fn newest<'a, T, K: Ord>(all: &'a [T], key: impl Fn(&'a T) -> K, version: impl Fn(&T) -> i64) -> Vec<&'a T> {
    let mut newest: BTreeMap<K, &T> = BTreeMap::new();
    for one in all {
        let kept = newest.entry(key(one)).or_insert(one);
        if version(one) > version(kept) {
            *kept = one;
        }
    }
    newest.into_values().collect()
}

/// Names joined by commas, which no name holds: an array of arrays cannot be taken apart by `unnest`.
fn joined(roles: &[Role]) -> String {
    roles.iter().map(|role| role.name()).collect::<Vec<_>>().join(",")
}

fn roles(names: &[String]) -> Result<Vec<Role>, sqlx::Error> {
    names.iter().map(|name| Role::named(name).ok_or_else(|| unreadable(format!("no role {name}")))).collect()
}

/// A row that this version does not understand.
fn unreadable(error: impl Into<BoxDynError>) -> sqlx::Error {
    sqlx::Error::Decode(error.into())
}
