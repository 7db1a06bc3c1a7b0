//! How many imports run at once. One unit has a share of them, so that no unit waits for another's line or for its files.

use std::sync::Arc;

use ids::UnitCode;
use refusal::{Kind, Refusal};
use shell::Shares;
use tokio::sync::{AcquireError, OwnedSemaphorePermit, Semaphore};

/// How many imports run at once: the rows of a file take memory, and their transactions connections.
const AT_ONCE: usize = 4;
/// How many of them are one unit's, at most.
const OF_ONE_UNIT: usize = 2;
/// How many files of one unit are on their way here, wait, or run. With the largest size of a file this is the memory that
/// uploads of a unit can take: 128 MiB.
const FILES_OF_ONE_UNIT: usize = 4;

/// The places of all units.
#[derive(Debug)]
pub(crate) struct ImportPlaces {
    files: Shares<UnitCode>,
    of_unit: Shares<UnitCode>,
    of_all: Arc<Semaphore>,
}

/// Where an import runs; free again when this is dropped.
#[derive(Debug)]
pub(crate) struct ImportPlace {
    _of_unit: OwnedSemaphorePermit,
    _of_all: OwnedSemaphorePermit,
}

impl ImportPlaces {
    pub(crate) fn new() -> Self {
        Self {
            files: Shares::new(FILES_OF_ONE_UNIT),
            of_unit: Shares::new(OF_ONE_UNIT),
            of_all: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }

    /// A place for a file in memory, held until its import is over.
    pub(crate) fn file(&self, unit: &UnitCode) -> Result<OwnedSemaphorePermit, Refusal> {
        self.files.take(unit.clone()).ok_or_else(|| {
            let en =
                format!("{FILES_OF_ONE_UNIT} files of the unit are being imported; wait for one of them");
            let zh = format!("本单位已有{FILES_OF_ONE_UNIT}个文件正在导入，请等其中一个完成");
            Refusal::new(Kind::Exhausted, "TOO_MANY_REQUESTS", en, zh)
        })
    }

    /// A place to run. Waits for one of the unit's, then for one of all: in front of it stands at most the share of each
    /// other unit.
    pub(crate) async fn take(&self, unit: &UnitCode) -> Result<ImportPlace, AcquireError> {
        let of_unit = self.of_unit.of(unit.clone()).acquire_owned().await?;
        let of_all = Arc::clone(&self.of_all).acquire_owned().await?;
        Ok(ImportPlace { _of_unit: of_unit, _of_all: of_all })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is there at once.
    async fn now<T>(work: impl Future<Output = T>) -> Option<T> {
        tokio::select! {
            biased;
            done = work => Some(done),
            () = std::future::ready(()) => None,
        }
    }

    #[tokio::test]
    async fn one_unit_has_half_of_the_places_and_the_others_the_rest() {
        let places = ImportPlaces::new();
        let [first, second, third] = ["xzspj", "scjgj", "wsjkj"].map(|unit| unit.parse().unwrap());
        let mut held = Vec::new();
        for _ in 0..2 {
            held.push(now(places.take(&first)).await.expect("its share is free").unwrap());
        }
        let mut waits = Box::pin(places.take(&first));
        assert!(now(&mut waits).await.is_none(), "it has its share");
        for _ in 0..2 {
            held.push(now(places.take(&second)).await.expect("the other half is free").unwrap());
        }
        assert!(now(places.take(&third)).await.is_none(), "all are taken");
        held.remove(0);
        assert!(now(&mut waits).await.is_some(), "a place of its own was given back");
    }

    #[tokio::test]
    async fn who_waits_for_its_own_place_keeps_nobody_from_his() {
        let places = ImportPlaces::new();
        let [first, second] = ["xzspj", "scjgj"].map(|unit| unit.parse().unwrap());
        let held = [places.take(&first).await.unwrap(), places.take(&first).await.unwrap()];
        let mut queue: Vec<_> = (0..9).map(|_| Box::pin(places.take(&first))).collect();
        for waits in &mut queue {
            assert!(now(waits).await.is_none());
        }
        assert!(now(places.take(&second)).await.is_some(), "nine wait, and not in its way");
        drop(held);
    }

    #[test]
    fn files_of_one_unit_are_counted_until_they_are_done_with() {
        let places = ImportPlaces::new();
        let [first, second] = ["xzspj", "scjgj"].map(|unit| unit.parse().unwrap());
        let mut held: Vec<_> = (0..FILES_OF_ONE_UNIT).map(|_| places.file(&first).unwrap()).collect();
        assert_eq!(places.file(&first).unwrap_err().reason, "TOO_MANY_REQUESTS");
        assert!(places.file(&second).is_ok());
        held.pop();
        assert!(places.file(&first).is_ok());
    }
}
