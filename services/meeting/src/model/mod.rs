//! What is kept: states that hold only what is true then, and their transitions.

mod material;
mod meeting;
mod participant;
mod seat;
mod seat_change;
mod topic;

pub(crate) use material::{Material, cover};
pub(crate) use meeting::{Delegation, MaterialsDue, Meeting, MeetingState};
pub(crate) use participant::{Answer, Participant, SignedIn, Who};
pub(crate) use seat::Seat;
pub(crate) use seat_change::{ChangeState, SeatChange, Successor};
pub(crate) use topic::{Matter, MatterKind, Origin, Step, Topic, TopicKind, TopicState};
