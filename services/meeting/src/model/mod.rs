//! What is kept: states that hold only what is true then, and their transitions.

mod asked;
mod bulletin;
mod material;
mod meeting;
mod minutes;
mod participant;
mod resolution;
mod ruling;
mod seat;
mod seat_change;
mod step;
mod topic;

pub(crate) use asked::Asked;
pub(crate) use bulletin::{BULLETINS, Bulletin};
pub(crate) use material::{Material, cover};
pub(crate) use meeting::{Delegation, Meeting, MeetingState, MeetingStep};
pub(crate) use minutes::{Comment, MINUTES, Minutes, MinutesState};
pub(crate) use participant::{Answer, Participant, SignedIn, Who};
pub(crate) use resolution::{Extension, Report, Resolution, ResolutionState, new_duty};
pub(crate) use ruling::Ruling;
pub(crate) use seat::Seat;
pub(crate) use seat_change::{SeatChange, Successor};
pub(crate) use step::Step;
pub(crate) use topic::{Matter, Origin, Summary, Topic, TopicState, TopicStep};

#[cfg(test)]
pub(crate) mod tests;
