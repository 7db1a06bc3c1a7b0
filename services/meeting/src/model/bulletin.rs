//! A bulletin (通报) keeps how far resolutions were when it was issued, so that it says the same ever after.

use ids::{BulletinId, OfficialId};
use jiff::Timestamp;
use numbers::{PaperNumber, Series};
use proto::meeting::v1::BulletinRow;

/// Bulletins are numbered for the joint meeting.
pub(crate) const BULLETINS: Series<'static> = Series { unit: None, word: "联席会议通报" };

/// What was told to every unit, as it was then.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Bulletin {
    pub(crate) id: BulletinId,
    pub(crate) number: PaperNumber,
    pub(crate) issued_by: OfficialId,
    pub(crate) issued_at: Timestamp,
    pub(crate) rows: Vec<BulletinRow>,
}
