//! What is kept.

mod duty;
mod duty_kind;
mod letter;
mod notice;
mod planned_clock;
mod recount;
mod remark;
mod subscription;

pub(crate) use duty::{Duty, DutyState, Opening};
pub(crate) use duty_kind::{Direction, DutyKind, DutyKinds};
pub(crate) use letter::{Closed, Conclusion, Letter, LetterNumber, LetterReply};
pub(crate) use notice::{Notice, Part, Telling, sentence};
pub(crate) use planned_clock::planned_clock;
pub(crate) use recount::Recount;
pub(crate) use remark::{Finding, Remark};
pub(crate) use subscription::{ChannelKind, Disabled, Subscription, SubscriptionState};
