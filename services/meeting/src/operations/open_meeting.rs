//! The office records that a meeting was opened, and who presided (召开).

use ids::{MeetingId, SeatId, UnitCode};
use mailbox::Outbox;
use refusal::{Refusal, articles};
use sqlx::PgConnection;

use super::{held_seat, materials_due::withdrawn, whom_to_invite};
use crate::{
    model::{Material, Meeting, Participant, Seat, Step, cover},
    rules::{
        chair::{MeetingKind, may_preside},
        materials_in_time::must_say_whether_members_agree,
        meeting_course::{Act, must_have_come},
        participants::ParticipantKind,
        quorum::Quorum,
    },
    store,
};

/// How it was opened.
pub(crate) struct Opening {
    /// None: as planned.
    pub(crate) presided_by: Option<SeatId>,
    /// Whether the members agree to materials that were late, or are missing.
    pub(crate) late_agreed: Option<bool>,
}

/// Opens it on its day; gives it with its materials. A seat counts for the quorum if the roster still has it then. What was
/// not sent by then is not owed any more (C13).
pub(crate) async fn open_meeting(
    tx: &mut PgConnection,
    id: MeetingId,
    opening: Opening,
    step: Step,
    (quorum, outbox): (&Quorum, &Outbox),
) -> Result<Result<(Meeting, Vec<Material>), Refusal>, sqlx::Error> {
    let Some(mut meeting) = store::meeting::lock(tx, id).await? else {
        return Ok(Err(Refusal::not_found("meeting", "会议")));
    };
    let day = clock::civil_date(meeting.start_at);
    let may = meeting.state.course().allows(Act::Open).and_then(|()| must_have_come(day, step.at));
    if let Err(refusal) = may {
        return Ok(Err(refusal));
    }
    let mut under = opening.presided_by.unwrap_or(meeting.presided_by);
    let presides = match held_seat(tx, "presided_by", under, day).await? {
        Ok(seat) => {
            meeting.follow(under, seat.id);
            under = seat.id;
            may_preside(meeting.kind, seat.role, meeting.is_delegated_to(seat.id))
        }
        Err(refusal) => Err(refusal),
    };
    let participants = store::participant::of_meeting(tx, id).await?;
    let (everybody, seats) = whom_to_invite(tx, &meeting).await?;
    let materials = store::material::of_meeting(tx, id).await?;
    let complete = cover(&materials, &meeting);
    let any_late = !complete || materials.iter().any(|material| material.is_late(&meeting));
    let checked = presides
        .and_then(|()| must_all_be_invited(&meeting, &everybody, &participants))
        .and_then(|()| must_say_whether_members_agree(any_late, opening.late_agreed))
        .and_then(|()| {
            let seated: Vec<_> = participants.iter().filter(|one| is_seated(one, &seats)).collect();
            let here = seated.iter().filter(|one| one.signed_in.is_some()).count();
            quorum.must_be_met(seated.len(), here)
        })
        .and_then(|()| meeting.open(step.clone(), under, opening.late_agreed));
    if let Err(refusal) = checked {
        return Ok(Err(refusal));
    }
    if let Some(due) = meeting.state.materials().filter(|_| !complete) {
        outbox.send(tx, &[withdrawn(due, step.at, "held")]).await?;
    }
    store::meeting::save(tx, &meeting).await?;
    store::meeting::note_step(tx, &meeting, "opened", &step, None).await?;
    Ok(Ok((meeting, materials)))
}

/// 全体成员参加: nobody who is a member on the day was left out.
fn must_all_be_invited(
    meeting: &Meeting,
    everybody: &[(UnitCode, ParticipantKind)],
    participants: &[Participant],
) -> Result<(), Refusal> {
    if meeting.kind != MeetingKind::Plenary {
        return Ok(());
    }
    let invited = |unit| participants.iter().any(|participant| participant.unit() == Some(unit));
    let missing: Vec<&str> =
        everybody.iter().filter(|(unit, _)| !invited(unit)).map(|(unit, _)| unit.as_str()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let units = missing.join(", ");
    let en = format!("members joined since and were not invited: {units}; invite again");
    let zh = format!("下列成员单位尚未通知：{units}，请再次发送通知");
    Err(Refusal::precondition("MEMBERS_NOT_INVITED", en, zh).under(articles::MEETING_3_1))
}

/// Whether it takes part by a seat that the roster has on the day.
fn is_seated(participant: &Participant, seats: &[Seat]) -> bool {
    let seat = |role| seats.iter().any(|seat| participant.unit() == Some(&seat.unit) && seat.role == role);
    participant.kind().seat().is_some_and(seat)
}
