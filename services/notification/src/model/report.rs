//! Who was told what, when, on which way, with which result (催办送达情况).

use ids::{AnnouncementId, LetterId, NoticeId, OfficialId, UnitCode};
use jiff::Timestamp;
use numbers::PaperNumber;
use proto::words::{
    meeting::AnnouncementKind,
    notification::{Channel, Level},
};

use super::{Fate, Part};

/// What was told on one way.
#[derive(Debug)]
pub(crate) struct Reported {
    pub(crate) what: What,
    pub(crate) unit: UnitCode,
    pub(crate) created_at: Timestamp,
    /// The message that told it; none: it stood in the platform only.
    pub(crate) sent: Option<Sent>,
    /// Who read it in the inbox.
    pub(crate) readers: Vec<(OfficialId, Timestamp)>,
}

/// What became of a message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Sent {
    /// What its unit calls the subscription.
    pub(crate) name: String,
    pub(crate) channel: Channel,
    /// What may be shown of the receiver.
    pub(crate) shown: String,
    pub(crate) fate: Fate,
    pub(crate) attempts: i32,
    pub(crate) provider_id: Option<String>,
    /// What the last attempt said.
    pub(crate) said: Option<String>,
}

/// What was told.
#[derive(Debug)]
pub(crate) enum What {
    /// A notice, to a rung of the ladder.
    Notice { id: NoticeId, level: Level, parts: Vec<Part> },
    /// A supervision letter (督办函).
    Letter { id: LetterId, number: PaperNumber },
    /// An announcement of the joint meeting (联席会议通知).
    Announcement { id: AnnouncementId, kind: AnnouncementKind, text: String },
}
