//! What is kept: states that hold only what is true then, and their transitions.

mod bulletin;
mod material;
mod meeting;
mod minutes;
mod participant;
mod resolution;
mod ruling;
mod seat;
mod seat_change;
mod topic;

pub(crate) use bulletin::{Bulletin, BulletinNumber};
pub(crate) use material::{Material, cover};
pub(crate) use meeting::{Delegation, Meeting, MeetingState, MeetingStep};
pub(crate) use minutes::{Comment, Minutes, MinutesNumber, MinutesState};
pub(crate) use participant::{Answer, Participant, SignedIn, Who};
pub(crate) use resolution::{Extension, ExtensionState, Report, Resolution, ResolutionState, new_duty};
pub(crate) use ruling::Ruling;
pub(crate) use seat::Seat;
pub(crate) use seat_change::{ChangeState, SeatChange, Successor};
pub(crate) use topic::{Matter, MatterKind, Origin, Step, Topic, TopicKind, TopicState, TopicStep};

#[cfg(test)]
mod tests;
