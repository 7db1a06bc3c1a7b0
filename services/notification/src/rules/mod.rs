//! The law of reminding: pure functions, one file a rule.

pub(crate) mod ladder;
pub(crate) mod lamp;
pub(crate) mod office_hours;
pub(crate) mod receivers;
pub(crate) mod reminder_plan;
pub(crate) mod reply_clock;
pub(crate) mod third_letter;
