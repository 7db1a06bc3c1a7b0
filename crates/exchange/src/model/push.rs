//! A push (推送): one fact told to several units. It is in time when it was accepted and routed in time; what lies between it and its
//! receipt is the platform's own time.

use duty::{Deadline, Duty};
use ids::{DeliveryId, MessageId, PushId, UnitCode, Uuid};
use jiff::Timestamp;
use proto::exchange::v1::PersonalData;

use super::{Content, RecipientRole, push_rule};

/// One unit that a push goes to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recipient {
    /// Id of the delivery.
    pub delivery: DeliveryId,
    /// The unit that it goes to.
    pub unit: UnitCode,
    /// Why this unit.
    pub role: RecipientRole,
    /// Whether the unit is served by the sending service itself: then it has the push at once.
    pub here: bool,
}

/// A push that its owner's operation wants made.
pub struct NewPush {
    /// Id, chosen by the owner so that its own record can name it.
    pub id: PushId,
    /// The unit that pushes.
    pub sender_unit: UnitCode,
    /// The record it is about.
    pub source: Uuid,
    /// What it tells, without personal data.
    pub content: Content,
    /// Its personal data in clear, sealed before they rest or travel.
    pub personal: PersonalData,
    /// The push clock.
    pub deadline: Deadline,
    /// Whether the ledger was told before that the push is owed, since its record waited to be routed.
    pub was_owed: bool,
    /// Version of the responsibility map that routed it.
    pub map_version: i64,
    /// To whom; never empty.
    pub recipients: Vec<Recipient>,
}

/// A push as it rests.
#[derive(Clone, Debug)]
pub struct Push {
    /// The same at every recipient.
    pub id: PushId,
    /// The unit that pushed.
    pub sender_unit: UnitCode,
    /// Name of the service that it lives in.
    pub sender_service: String,
    /// The record it is about, in that service.
    pub source: Uuid,
    /// A line that people can read.
    pub title: String,
    /// What it tells, without personal data.
    pub content: Content,
    /// `PersonalData`, sealed with this service's own key.
    pub sealed_personal: Vec<u8>,
    /// Grows with each completion.
    pub content_version: i32,
    /// The push clock.
    pub deadline: Deadline,
    /// When it was accepted and routed.
    pub accepted_at: Timestamp,
    /// Version of the responsibility map that routed it.
    pub map_version: i64,
    /// The message that carried it to another service; none at the receiver, and where all recipients are here.
    pub message: Option<MessageId>,
}

impl Push {
    /// 存量: licensed before the platform; no clock is opened.
    pub fn is_stock(&self) -> bool {
        self.deadline == Deadline::NotOpened
    }

    /// Whether it was accepted and routed after its deadline.
    pub fn is_late(&self) -> bool {
        self.deadline.is_late(self.accepted_at)
    }

    /// The duty to push.
    pub fn duty(&self) -> Duty {
        Duty::of(push_rule(self.content.kind()), self.source, self.deadline.clone())
    }
}
