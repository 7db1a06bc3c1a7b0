//! Places that many share, of which nobody gets more than a share.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Up to a number of places for each `Who`.
#[derive(Debug)]
pub struct Shares<Who> {
    each: usize,
    taken: Mutex<HashMap<Who, Arc<Semaphore>>>,
}

impl<Who: Eq + Hash> Shares<Who> {
    /// So many places for each.
    pub fn new(each: usize) -> Self {
        Self { each, taken: Mutex::default() }
    }

    /// A place, given back when it is dropped; none where it has its share.
    pub fn take(&self, who: Who) -> Option<OwnedSemaphorePermit> {
        self.of(who).try_acquire_owned().ok()
    }

    /// The places of one, to wait for: for a place of its own, and for nobody else's.
    pub fn of(&self, who: Who) -> Arc<Semaphore> {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        // Each place that is out or waited for counts its semaphore once more: who has none is forgotten.
        taken.retain(|_, places| Arc::strong_count(places) > 1);
        Arc::clone(taken.entry(who).or_insert_with(|| Arc::new(Semaphore::new(self.each))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_gets_more_than_a_share_and_who_gives_back_gets_again() {
        let shares = Shares::new(2);
        let first = shares.take("scjgj");
        assert!(first.is_some());
        let second = shares.take("scjgj");
        assert!(second.is_some());
        assert!(shares.take("scjgj").is_none());
        assert!(shares.take("wjj").is_some(), "another has a share of its own");
        drop(first);
        assert!(shares.take("scjgj").is_some());
    }

    #[test]
    fn who_holds_nothing_is_forgotten() {
        let shares = Shares::new(1);
        for number in 0..100 {
            drop(shares.take(number).unwrap());
        }
        assert_eq!(shares.taken.lock().unwrap().len(), 1);
    }
}
