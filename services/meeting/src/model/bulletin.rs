//! A bulletin about resolutions (通报).

use std::fmt;

use ids::{BulletinId, OfficialId};
use jiff::Timestamp;
use proto::meeting::v1::BulletinRow;

/// What was told to every unit, as it was then.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Bulletin {
    pub(crate) id: BulletinId,
    pub(crate) number: BulletinNumber,
    pub(crate) issued_by: OfficialId,
    pub(crate) issued_at: Timestamp,
    pub(crate) rows: Vec<BulletinRow>,
}

/// 联席会议通报〔year〕sequence号.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct BulletinNumber {
    pub(crate) year: i16,
    pub(crate) sequence: i32,
}

impl fmt::Display for BulletinNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "联席会议通报〔{}〕{}号", self.year, self.sequence)
    }
}
