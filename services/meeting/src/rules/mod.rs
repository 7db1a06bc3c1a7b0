//! The regulation's second part (联席会议制度) as pure functions: one file a rule, in its order.

pub(crate) mod attendance;
pub(crate) mod chair;
pub(crate) mod entrusted;
pub(crate) mod materials_in_time;
pub(crate) mod meeting_course;
pub(crate) mod minutes_course;
pub(crate) mod office;
pub(crate) mod participants;
pub(crate) mod quorum;
pub(crate) mod resolution_clock;
pub(crate) mod resolution_course;
pub(crate) mod ruling;
pub(crate) mod seat_holder;
pub(crate) mod succession;
