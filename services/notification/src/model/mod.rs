//! What is kept.

mod duty;
mod duty_kind;
mod planned_clock;
mod recount;
mod remark;

pub(crate) use duty::{Duty, DutyState, Opening};
pub(crate) use duty_kind::{Direction, DutyKind, DutyKinds};
pub(crate) use planned_clock::planned_clock;
pub(crate) use recount::Recount;
pub(crate) use remark::{Finding, Remark};
