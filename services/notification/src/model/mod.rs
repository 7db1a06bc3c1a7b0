//! What is kept.

mod duty;
mod duty_kind;
mod recount;
mod remark;

pub(crate) use duty::{Duty, DutyState, Opening};
pub(crate) use duty_kind::{Direction, DutyKind, DutyKinds};
pub(crate) use recount::Recount;
pub(crate) use remark::{Finding, Remark};
