//! Who was there and who was not (到会情况), for the minutes.

use proto::meeting::v1::{Attendance, Attendee};

use crate::{
    model::{Answer, Participant, Who},
    rules::attendance::{Presence, presence},
};

/// As it stands now, in the order of invitation.
pub(super) fn attendance(participants: &[Participant]) -> Attendance {
    let mut lists = Attendance::default();
    for participant in participants {
        let asked_for_leave = matches!(participant.answer, Some((Answer::Leave(_), _)));
        let list = match presence(participant.kind(), participant.signed_in.is_some(), asked_for_leave) {
            Presence::Attended => &mut lists.attended,
            Presence::SatIn => &mut lists.sat_in,
            Presence::OnLeave => &mut lists.on_leave,
            Presence::Absent => &mut lists.absent,
        };
        list.push(attendee(participant));
    }
    lists
}

fn attendee(participant: &Participant) -> Attendee {
    let (unit, organisation) = match &participant.who {
        Who::Unit { unit, .. } => (unit.to_string(), String::new()),
        Who::Guest { organisation, .. } => (String::new(), organisation.clone()),
    };
    let post = participant.signed_in.as_ref().map(|signed_in| signed_in.post.clone()).unwrap_or_default();
    Attendee { unit, organisation, post }
}
