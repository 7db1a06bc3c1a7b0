//! The office issues the minutes (印发): they get their number, topics are concluded, resolutions become duties (C14), rulings go out.

use ids::{DutyId, MeetingId, ResolutionId, RulingId, UnitCode};
use jiff::{Timestamp, civil::Date};
use mailbox::Outbox;
use proto::{
    duty::v1::DutyOpened,
    meeting::v1::{self as pb, MinutesContent, RulingIssued},
};
use refusal::{Refusal, articles};
use shell::timestamp_to_proto;
use sqlx::PgConnection;
use workdays::Calendar;

use super::{
    announce::{News, announce},
    attendance::attendance,
    minutes_content::{kind, on_agenda, ruling_kind, unit},
    resolution_due::{by_minutes, opened, resolution_due},
    whom_to_tell::whom_to_tell,
};
use crate::{
    model::{Meeting, Minutes, MinutesNumber, Origin, Resolution, ResolutionState, Ruling, Step, Topic},
    rules::{
        minutes_course::{must_be_version, must_say_who_was_there},
        ruling::RulingKind,
        succession::SeatRole,
    },
    store,
};

/// What minutes are issued with.
pub(crate) struct Issuing<'a> {
    pub(crate) outbox: &'a Outbox,
    pub(crate) calendar: &'a Calendar,
    pub(crate) step: Step,
}

/// Issues the version that was signed; gives it and its resolutions.
pub(crate) async fn issue_minutes(
    tx: &mut PgConnection,
    (id, version): (MeetingId, i32),
    by: &Issuing<'_>,
) -> Result<Result<(Minutes, Vec<Resolution>), Refusal>, sqlx::Error> {
    let meeting = store::meeting::lock(tx, id).await?;
    let (Some(meeting), Some(mut minutes)) = (meeting, store::minutes::lock_newest(tx, id).await?) else {
        return Ok(Err(Refusal::not_found("minutes", "会议纪要")));
    };
    let today = clock::civil_date(by.step.at);
    let number = store::minutes::next_number(tx, today.year()).await?;
    let recorded = attendance(&store::participant::of_meeting(tx, id).await?);
    let may = must_be_version(version, minutes.version)
        .and_then(|()| must_say_who_was_there(recorded == minutes.attendance));
    if let Err(refusal) = may.and_then(|()| minutes.issue(by.step.clone(), number)) {
        return Ok(Err(refusal));
    }
    store::minutes::save_state(tx, &minutes).await?;
    let office = store::seat::on(tx, SeatRole::Office, today).await?.map(|seat| seat.unit);
    let topics = match conclude(tx, &meeting, &minutes, &by.step).await? {
        Ok(topics) => topics,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let agreed = match resolutions(&meeting, &minutes, (number, by)) {
        Ok(agreed) => agreed,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let mut duties: Vec<DutyOpened> = Vec::with_capacity(agreed.len());
    for resolution in &agreed {
        store::resolution::insert(tx, resolution).await?;
        duties.push(opened(resolution, office.as_ref().map_or("", UnitCode::as_str)));
    }
    by.outbox.send(tx, &duties).await?;
    match rulings(&meeting, &minutes, &topics) {
        Ok(rulings) => send_rulings(tx, &rulings, (number, by)).await?,
        Err(refusal) => return Ok(Err(refusal)),
    }
    let units = whom_to_tell(tx, &meeting).await?;
    announce(tx, by.outbox, (News::MinutesIssued(&meeting, number), by.step.at), &units).await?;
    Ok(Ok((minutes, agreed)))
}

/// What the minutes speak of was discussed, a matter if it was ruled on; the rest of the agenda keeps the consent for another meeting.
async fn conclude(
    tx: &mut PgConnection,
    meeting: &Meeting,
    minutes: &Minutes,
    step: &Step,
) -> Result<Result<Vec<Topic>, Refusal>, sqlx::Error> {
    let mut topics = Vec::with_capacity(meeting.topics.len());
    for id in &meeting.topics {
        let Some(mut topic) = store::topic::lock(tx, *id).await? else { continue };
        let done = if is_settled(&topic, &minutes.content) {
            topic.conclude(step.clone(), meeting.id)
        } else {
            topic.unschedule(step.clone())
        };
        if let Err(refusal) = done {
            return Ok(Err(refusal));
        }
        store::topic::save_state(tx, &topic).await?;
        topics.push(topic);
    }
    Ok(Ok(topics))
}

fn is_settled(topic: &Topic, content: &MinutesContent) -> bool {
    let id = topic.id.to_string();
    let is_ruled = content.rulings.iter().any(|ruling| ruling.topic_id == id);
    let is_named = content.matters.iter().any(|matter| matter.topic_id == id)
        || content.resolutions.iter().any(|resolution| resolution.topic_id == id);
    match topic.origin {
        Origin::Matter(_) => is_ruled,
        Origin::Unit { .. } => is_named,
    }
}

/// The resolutions that the minutes name; each is due later than today.
fn resolutions(
    meeting: &Meeting,
    minutes: &Minutes,
    (number, by): (MinutesNumber, &Issuing<'_>),
) -> Result<Vec<Resolution>, Refusal> {
    let drafts = minutes.content.resolutions.iter().zip(1..);
    drafts.map(|(draft, place)| resolution(meeting, draft, (number, place), by)).collect()
}

fn resolution(
    meeting: &Meeting,
    draft: &pb::ResolutionDraft,
    (number, place): (MinutesNumber, i32),
    by: &Issuing<'_>,
) -> Result<Resolution, Refusal> {
    let now: Timestamp = by.step.at;
    let due_on = draft.due_on.parse::<Date>().ok().filter(|due_on| *due_on > clock::civil_date(now));
    let Some(due_on) = due_on else {
        let en = format!("resolution {place} is due on {}: draft another version", draft.due_on);
        let zh = format!("第{place}项的办理期限{}须晚于印发之日，请重新起草", draft.due_on);
        return Err(Refusal::precondition("MINUTES_STATE", en, zh).under(articles::MEETING_3_5));
    };
    let co_units = draft.co_units.iter().map(|code| unit(code)).collect::<Result<_, _>>()?;
    Ok(Resolution {
        id: ResolutionId::generate(),
        meeting: meeting.id,
        minutes: number,
        number: place,
        kind: kind(draft),
        topic: on_agenda(meeting, "content.resolutions", &draft.topic_id)?,
        text: draft.text.clone(),
        lead_unit: unit(&draft.lead_unit)?,
        co_units,
        issued_at: now,
        due: resolution_due((now, due_on), 0, &by_minutes(number, place), by.calendar)?,
        extensions: 0,
        duty: DutyId::generate(),
        state: ResolutionState::UnderWay { since: now },
    })
}

/// The rulings that the minutes name.
fn rulings(meeting: &Meeting, minutes: &Minutes, topics: &[Topic]) -> Result<Vec<Ruling>, Refusal> {
    let mut rulings = Vec::new();
    for draft in &minutes.content.rulings {
        let id = on_agenda(meeting, "content.rulings", &draft.topic_id)?;
        let origin = topics.iter().find(|topic| topic.id == id).map(|topic| &topic.origin);
        let Some(Origin::Matter(matter)) = origin else { continue };
        rulings.push(Ruling {
            id: RulingId::generate(),
            meeting: meeting.id,
            topic: id,
            matter: matter.id,
            kind: ruling_kind(draft),
            text: draft.text.clone(),
            unit: Some(&draft.unit).filter(|code| !code.is_empty()).map(|code| unit(code)).transpose()?,
        });
    }
    Ok(rulings)
}

/// Tells whoever raised the matters.
async fn send_rulings(
    tx: &mut PgConnection,
    rulings: &[Ruling],
    (number, by): (MinutesNumber, &Issuing<'_>),
) -> Result<(), sqlx::Error> {
    let mut said = Vec::with_capacity(rulings.len());
    for ruling in rulings {
        store::ruling::insert(tx, ruling, by.step.at).await?;
        let kind = match ruling.kind {
            RulingKind::Advice => pb::RulingKind::Advice,
            RulingKind::TemporaryAssignment => pb::RulingKind::TemporaryAssignment,
        };
        said.push(RulingIssued {
            ruling_id: ruling.id.to_string(),
            matter_id: ruling.matter.to_string(),
            kind: kind.into(),
            text: ruling.text.clone(),
            unit: ruling.unit.as_ref().map(ToString::to_string).unwrap_or_default(),
            note: ruling.kind.note().to_owned(),
            minutes_number: number.to_string(),
            official: by.step.by.to_string(),
            issue_time: Some(timestamp_to_proto(by.step.at)),
        });
    }
    by.outbox.send(tx, &said).await?;
    Ok(())
}
