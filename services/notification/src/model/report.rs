//! Who was told what, when, on which way, with which result (催办送达情况).

use ids::{NoticeId, OfficialId, UnitCode};
use jiff::Timestamp;

use super::{ChannelKind, Part};
use crate::rules::reminder_plan::Level;

/// A notice on one way.
#[derive(Debug)]
pub(crate) struct Reported {
    pub(crate) notice: NoticeId,
    pub(crate) unit: UnitCode,
    pub(crate) level: Level,
    pub(crate) parts: Vec<Part>,
    pub(crate) created_at: Timestamp,
    /// The message that told it; none: it stood in the inbox only.
    pub(crate) sent: Option<Sent>,
    /// Who read it in the inbox.
    pub(crate) readers: Vec<(OfficialId, Timestamp)>,
}

/// What became of a message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Sent {
    pub(crate) channel: ChannelKind,
    /// What may be shown of the receiver.
    pub(crate) shown: String,
    pub(crate) state: String,
    pub(crate) attempts: i32,
    pub(crate) ended_at: Option<Timestamp>,
    pub(crate) provider_id: Option<String>,
}
