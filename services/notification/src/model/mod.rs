//! What is kept.

mod announcement;
mod deputy;
mod duty;
mod duty_kind;
mod letter;
mod notice;
mod planned_clock;
mod recount;
mod redating;
mod remark;
mod report;
mod silence;
mod subscription;

pub(crate) use announcement::{Announcement, AnnouncementKind};
pub(crate) use deputy::Deputy;
pub(crate) use duty::{Duty, DutyState, Opening};
pub(crate) use duty_kind::DutyKinds;
pub(crate) use letter::{Closed, Conclusion, Letter, LetterNumber, LetterReply};
pub(crate) use notice::{Group, Notice, Part, Pressing, Telling, parts_of, sentence};
pub(crate) use planned_clock::planned_clock;
pub(crate) use recount::Recount;
pub(crate) use redating::Redating;
pub(crate) use remark::{Finding, Remark};
pub(crate) use report::{Reported, Sent, What};
pub(crate) use silence::Silence;
pub(crate) use subscription::{ChannelKind, Disabled, Subscription, SubscriptionState};
