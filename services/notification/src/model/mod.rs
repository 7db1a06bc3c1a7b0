//! What is kept.

mod announcement;
mod deputy;
mod dispatch;
mod duty;
mod duty_kind;
mod letter;
mod notice;
mod planned_clock;
mod recount;
mod redating;
mod remark;
mod reminder_outcome;
mod report;
mod silence;
mod subject;
mod subscription;

pub(crate) use announcement::Announcement;
pub(crate) use deputy::Deputy;
pub(crate) use dispatch::{Attempt, Dispatch, Fate};
pub(crate) use duty::{Duty, DutyState, Opening};
pub(crate) use duty_kind::DutyKinds;
pub(crate) use letter::{Closed, LETTERS, Letter, LetterReply};
pub(crate) use notice::{Group, GroupNow, Notice, Part, UrgentDuty, parts_of, sentence};
pub(crate) use planned_clock::planned_clock;
pub(crate) use recount::Recount;
pub(crate) use redating::Redating;
pub(crate) use remark::Remark;
pub(crate) use reminder_outcome::{NoticeOfDuty, ReminderMessage, ReminderOutcome};
pub(crate) use report::{Reported, Sent, What};
pub(crate) use silence::Silence;
pub(crate) use subject::Subject;
pub(crate) use subscription::{Subscription, SubscriptionState};
