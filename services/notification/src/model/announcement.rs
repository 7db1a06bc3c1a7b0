//! What the joint meeting tells units (联席会议通知): once, and never changed; something later may take its place.

use ids::{AnnouncementId, UnitCode, Uuid};
use jiff::Timestamp;
use proto::words::meeting::AnnouncementKind;

/// One thing that units are told at once.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Announcement {
    pub(crate) id: AnnouncementId,
    pub(crate) kind: AnnouncementKind,
    /// The units that are told; where it was read for a unit, only those that it may see.
    pub(crate) units: Vec<UnitCode>,
    /// The meeting, or the bulletin.
    pub(crate) subject: Uuid,
    /// A line without personal data.
    pub(crate) text: String,
    pub(crate) at: Timestamp,
}
