//! Joint meeting 3(4): a material (会议材料) is late by the present date of its meeting, so lateness is derived and never stored.

use ids::{MaterialId, MeetingId, TopicId};

use super::{Meeting, Step};

/// A file that the office sent to whoever is invited; its content stands apart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Material {
    pub(crate) id: MaterialId,
    pub(crate) meeting: MeetingId,
    /// None: about all of the agenda.
    pub(crate) topic: Option<TopicId>,
    pub(crate) name: String,
    pub(crate) media_type: String,
    pub(crate) size: i64,
    /// Digest of its content.
    pub(crate) sha256: [u8; 32],
    pub(crate) sent: Step,
}

impl Material {
    /// 迟发: sent later than the present date of the meeting allows.
    pub(crate) fn is_late(&self, meeting: &Meeting) -> bool {
        meeting.state.materials().is_some_and(|materials| materials.deadline.is_late(self.sent.at))
    }
}

/// Whether every topic of the agenda has a material: then the office has done what it owes (C13).
pub(crate) fn cover(materials: &[Material], meeting: &Meeting) -> bool {
    let about = |topic: &TopicId| {
        materials.iter().any(|material| material.topic.is_none_or(|covered| covered == *topic))
    };
    meeting.topics.iter().all(about)
}
