//! What is kept: states that hold only what is true then, and their transitions.

mod seat;
mod seat_change;
mod topic;

pub(crate) use seat::Seat;
pub(crate) use seat_change::{ChangeState, SeatChange, Successor};
pub(crate) use topic::{Matter, MatterKind, Origin, Step, Topic, TopicKind, TopicState};
