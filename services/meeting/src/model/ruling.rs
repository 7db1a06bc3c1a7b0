//! A ruling (处理意见) is issued with the minutes, on a matter that was raised, and never changed.

use ids::{MatterId, MeetingId, RulingId, TopicId, UnitCode};
use jiff::Timestamp;
use proto::words::meeting::RulingKind;

/// What the joint meeting ruled.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Ruling {
    pub(crate) id: RulingId,
    pub(crate) meeting: MeetingId,
    pub(crate) topic: TopicId,
    pub(crate) matter: MatterId,
    pub(crate) kind: RulingKind,
    pub(crate) text: String,
    /// To which unit the matter is assigned for the time being; none: advice.
    pub(crate) unit: Option<UnitCode>,
    pub(crate) issued_at: Timestamp,
}
