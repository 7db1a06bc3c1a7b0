//! The office records that a meeting was opened, and who presided (召开).

use duty::Withdrawal;
use ids::{MeetingId, SeatId, UnitCode};
use proto::words::meeting::{MeetingAct, MeetingKind};
use refusal::{Refusal, articles};
use shell::{Context, Error};

use super::{lock_meeting, seat_as_held, whom_to_invite};
use crate::{
    model::{Material, Meeting, Participant, Seat, Step, cover},
    rules::{
        chair::may_preside,
        materials_in_time::must_say_whether_members_agree,
        meeting_course::must_have_come,
        participants::{Invitee, seat_of},
        quorum::Quorum,
    },
    store,
};

/// Opens it on its day; returns it with its materials. `late_agreed`: whether the members agree to materials that were late, or are
/// missing. A seat counts for the quorum if the roster still has it then. What was not sent by then is not owed any more (C13).
pub(crate) async fn open_meeting(
    context: &mut Context<'_>,
    id: MeetingId,
    presided_by: Option<SeatId>,
    late_agreed: Option<bool>,
    quorum: &Quorum,
) -> Result<(Meeting, Vec<Material>), Error> {
    let step = Step::of(context)?;
    let mut meeting = lock_meeting(context, id).await?;
    let day = clock::civil_date(meeting.start_at);
    meeting.state.must_be_invited_to()?;
    must_have_come(day, step.at)?;
    let named = presided_by.unwrap_or(meeting.presided_by);
    let chair = seat_as_held(context.tx, "presided_by", named, day).await?;
    meeting.replace_chair(named, chair.id);
    may_preside(meeting.kind, chair.role, meeting.is_delegated_to(chair.id))?;
    let participants = store::participant::of_meeting(context.tx, id).await?;
    let (everybody, seats) = whom_to_invite(context.tx, &meeting).await?;
    must_all_be_invited(&meeting, &everybody, &participants)?;
    let materials = store::material::of_meeting(context.tx, id).await?;
    let complete = cover(&materials, &meeting);
    let any_late = !complete || materials.iter().any(|material| material.is_late(&meeting));
    must_say_whether_members_agree(any_late, late_agreed)?;
    must_be_quorate(quorum, &participants, &seats)?;
    meeting.open(step.clone(), chair.id, late_agreed)?;
    let due = meeting.state.materials().filter(|_| !complete);
    context.say_any(due.and_then(|due| due.withdrawn(step.at, Withdrawal::Held)));
    store::meeting::save(context.tx, &meeting, MeetingAct::Opened, &step, None).await?;
    Ok((meeting, materials))
}

/// 全体成员参加: nobody who is a member on the day was left out.
fn must_all_be_invited(
    meeting: &Meeting,
    everybody: &[Invitee],
    participants: &[Participant],
) -> Result<(), Refusal> {
    if meeting.kind != MeetingKind::Plenary {
        return Ok(());
    }
    let is_invited = |unit| participants.iter().any(|participant| participant.unit() == Some(unit));
    let units = everybody.iter().map(|invitee| &invitee.unit);
    let missing: Vec<&str> = units.filter(|unit| !is_invited(*unit)).map(UnitCode::as_str).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let units = missing.join(", ");
    let en = format!("members joined since and were not invited: {units}; invite again");
    let zh = format!("下列成员单位尚未通知：{units}，请再次发送通知");
    Err(Refusal::precondition("MEMBERS_NOT_INVITED", en, zh).under(articles::MEETING_3_1))
}

/// Enough of those who take part by a seat are here.
fn must_be_quorate(quorum: &Quorum, participants: &[Participant], seats: &[Seat]) -> Result<(), Refusal> {
    let seated: Vec<_> = participants.iter().filter(|one| is_seated(one, seats)).collect();
    let here = seated.iter().filter(|one| one.signed_in.is_some()).count();
    quorum.must_be_met(seated.len(), here)
}

/// Whether it takes part by a seat that the roster has on the day.
fn is_seated(participant: &Participant, seats: &[Seat]) -> bool {
    let seat = |role| seats.iter().any(|seat| participant.unit() == Some(&seat.unit) && seat.role == role);
    seat_of(participant.kind()).is_some_and(seat)
}
