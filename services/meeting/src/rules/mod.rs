//! The regulation's second part (联席会议制度) as pure functions: one file a rule, in its order.

pub(crate) mod chair;
pub(crate) mod materials_in_time;
pub(crate) mod meeting_course;
pub(crate) mod participants;
pub(crate) mod quorum;
pub(crate) mod seat_holder;
pub(crate) mod succession;
pub(crate) mod topic_approval;
