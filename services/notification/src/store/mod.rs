//! SQL of the schema `notification`, one file an aggregate. Every function works in the caller's transaction.

pub(crate) mod address;
pub(crate) mod announcement;
pub(crate) mod attempt;
pub(crate) mod change;
pub(crate) mod deputy;
pub(crate) mod dispatch;
pub(crate) mod duty;
pub(crate) mod lamp;
pub(crate) mod ledger;
pub(crate) mod letter;
pub(crate) mod notice;
pub(crate) mod redating;
pub(crate) mod remark;
pub(crate) mod reminder;
pub(crate) mod reminder_outcome;
pub(crate) mod report;
pub(crate) mod silence;
pub(crate) mod subscription;
pub(crate) mod tally;
pub(crate) mod transit_check;
