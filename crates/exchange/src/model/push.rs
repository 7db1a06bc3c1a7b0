//! A push (推送): one fact told to several units.

use deadline::Deadline;
use ids::{DeliveryId, PushId, UnitCode, Uuid};
use jiff::Timestamp;
use proto::exchange::v1::{LicenceDecision, PersonalData};

/// Why a unit receives a push.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// 牵头监管单位.
    Lead,
    /// 其他监管单位.
    Other,
}

impl Role {
    /// Name in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Lead => "lead",
            Self::Other => "other",
        }
    }

    /// The role of a name.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Lead, Self::Other].into_iter().find(|role| role.name() == name)
    }
}

/// One unit that a push goes to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recipient {
    /// Id of the delivery.
    pub delivery: DeliveryId,
    /// The unit.
    pub unit: UnitCode,
    /// Why this unit.
    pub role: Role,
}

/// A push that its owner's operation wants made.
pub struct NewPush {
    /// Id, chosen by the owner so that its own record can name it.
    pub id: PushId,
    /// The unit that pushes.
    pub sender_unit: UnitCode,
    /// The record it is about.
    pub source: Uuid,
    /// A line that people can read, without personal data.
    pub title: String,
    /// The decision, without personal data.
    pub decision: LicenceDecision,
    /// Its personal data in clear, sealed before it rests or travels.
    pub personal: PersonalData,
    /// The push clock (C1).
    pub deadline: Deadline,
    /// Version of the responsibility map that routed it.
    pub map_version: i64,
    /// To whom; never empty.
    pub recipients: Vec<Recipient>,
}

/// A push as it rests.
#[derive(Clone, Debug)]
pub struct Push {
    /// Id.
    pub id: PushId,
    /// The unit that pushed.
    pub sender_unit: UnitCode,
    /// Name of the service that it lives in.
    pub sender_service: String,
    /// The record it is about, in that service.
    pub source: Uuid,
    /// A line that people can read.
    pub title: String,
    /// The decision, without personal data.
    pub decision: LicenceDecision,
    /// `PersonalData`, sealed with this service's own key.
    pub sealed_personal: Vec<u8>,
    /// Grows with each completion.
    pub decision_version: i32,
    /// The push clock (C1).
    pub deadline: Deadline,
    /// When it was accepted and routed.
    pub accepted_at: Timestamp,
    /// Version of the responsibility map that routed it.
    pub map_version: i64,
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
}
