//! What became of each reminder of a duty: why was it not sent, if it was not.

use ids::{DispatchId, NoticeId, UnitCode};
use jiff::Timestamp;
use proto::words::notification::{Channel, Level, ReminderStep, UnsentReason};

use super::Fate;

/// A reminder of a duty to one rung, and what became of it outside the inbox.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct ReminderOutcome {
    pub(crate) level: Level,
    pub(crate) step: ReminderStep,
    /// When it fell due by the plan.
    pub(crate) at: Timestamp,
    /// The notice that told it; none while it is held (在途核对).
    pub(crate) notice: Option<NoticeOfDuty>,
    pub(crate) messages: Vec<ReminderMessage>,
    /// Why there are none; none where they are somebody else's to see.
    pub(crate) unsent: Option<UnsentReason>,
}

/// The notice by which somebody was told of a duty.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct NoticeOfDuty {
    pub(crate) id: NoticeId,
    pub(crate) created_at: Timestamp,
}

/// A message that tells of a duty; never its receiver.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct ReminderMessage {
    pub(crate) id: DispatchId,
    /// Whose subscription it goes to.
    pub(crate) unit: UnitCode,
    pub(crate) channel: Channel,
    pub(crate) fate: Fate,
}
