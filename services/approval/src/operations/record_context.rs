//! One request, or one slice of an import, records all its decisions in one context: as one official, at one instant, by one calendar.

use std::sync::Arc;

use exchange::{Exchange, operations::PushContext};
use ids::{OfficialId, UnitCode};
use jiff::{Timestamp, civil::Date};
use seal::{Index, Keyring};
use workdays::Calendar;

use super::KnownGrounds;
use crate::{
    host::Approval,
    rules::decision_content::{CheckedDecision, Completeness},
};

/// Who records decisions and when, and what they are judged by.
pub(crate) struct RecordContext<'a> {
    pub(crate) unit: &'a UnitCode,
    pub(crate) official: OfficialId,
    pub(crate) now: Timestamp,
    /// The unit's own code: of the deciding authority on what it records.
    pub(crate) uscc: String,
    /// The platform's first day, where it is set: what was decided before it may be loaded as stock.
    pub(crate) first_day: Option<Date>,
    pub(crate) exchange: &'a Exchange<Approval>,
    pub(crate) index: &'a Index,
    pub(crate) grounds: &'a KnownGrounds,
    pub(crate) calendar: Arc<Calendar>,
}

impl RecordContext<'_> {
    /// The keys of personal data at rest.
    pub(super) fn keys(&self) -> &Keyring {
        &self.exchange.keys.at_rest
    }

    /// The context of the pushes of decisions that are routed now.
    pub(super) fn push_context(&self) -> PushContext<'_, Approval> {
        let Exchange { keys, host, .. } = self.exchange;
        PushContext { service: self.exchange.service(), keys, host, calendar: &self.calendar, now: self.now }
    }
}

/// A decision to be recorded.
pub(crate) struct Draft {
    /// The decision, checked.
    pub(crate) checked: CheckedDecision,
    /// How much its source could know.
    pub(crate) completeness: Completeness,
    /// 存量: no clock is opened.
    pub(crate) stock: bool,
}
