//! The office issues the minutes (印发): they get their number, topics are concluded, resolutions become duties (C14), rulings go out.

use ids::{MeetingId, ResolutionId, RulingId};
use jiff::{Timestamp, civil::Date};
use proto::meeting::v1::{self as pb, MinutesContent, RulingIssued};
use refusal::{Refusal, articles};
use shell::{Context, Error, timestamp_to_proto};
use workdays::Calendar;

use super::{
    announce::{News, announce},
    attendance::attendance,
    minutes_content::{kind, on_agenda, ruling_kind, unit},
    resolution_due::{by_minutes, office_today, resolution_due, say_owed},
    whom_to_tell::whom_to_tell,
};
use crate::{
    model::{
        Meeting, Minutes, MinutesNumber, Origin, Resolution, ResolutionState, Ruling, Step, Topic, new_duty,
    },
    rules::{
        minutes_course::{must_be_version, must_say_who_was_there},
        ruling::RulingKind,
    },
    store,
};

/// Issues the version that was signed; gives it and its resolutions.
pub(crate) async fn issue_minutes(
    context: &mut Context<'_>,
    calendar: &Calendar,
    id: MeetingId,
    version: i32,
) -> Result<(Minutes, Vec<Resolution>), Error> {
    let unknown = || Refusal::not_found("minutes", "会议纪要");
    let step = Step::of(context)?;
    let meeting = store::meeting::lock(context.tx, id).await?.ok_or_else(unknown)?;
    let mut minutes = store::minutes::lock_newest(context.tx, id).await?.ok_or_else(unknown)?;
    let number = store::minutes::next_number(context.tx, clock::civil_date(step.at).year()).await?;
    let recorded = attendance(&store::participant::of_meeting(context.tx, id).await?);
    must_be_version(version, minutes.version)?;
    must_say_who_was_there(recorded == minutes.attendance)?;
    minutes.issue(step.clone(), number)?;
    store::minutes::save_state(context.tx, &minutes).await?;
    let topics = conclude(context, &meeting, &minutes, &step).await?;
    let resolutions = resolutions(&meeting, &minutes, number, step.at, calendar)?;
    let office = office_today(context).await?;
    for resolution in &resolutions {
        store::resolution::insert(context.tx, resolution).await?;
        say_owed(context, resolution, office.as_ref());
    }
    for ruling in rulings(&meeting, &minutes, &topics)? {
        store::ruling::insert(context.tx, &ruling, step.at).await?;
        context.say(&issued(&ruling, number, &step));
    }
    let units = whom_to_tell(context.tx, &meeting).await?;
    announce(context, &News::MinutesIssued(&meeting, number), &units);
    Ok((minutes, resolutions))
}

/// What the minutes speak of was discussed, a matter if it was ruled on; the rest of the agenda keeps the consent for another meeting.
async fn conclude(
    context: &mut Context<'_>,
    meeting: &Meeting,
    minutes: &Minutes,
    step: &Step,
) -> Result<Vec<Topic>, Error> {
    let mut topics = Vec::with_capacity(meeting.topics.len());
    for id in &meeting.topics {
        let Some(mut topic) = store::topic::lock(context.tx, *id).await? else { continue };
        if is_settled(&topic, &minutes.content) {
            topic.conclude(step.clone(), meeting.id)?;
        } else {
            topic.unschedule(step.clone())?;
        }
        store::topic::save_state(context.tx, &topic).await?;
        topics.push(topic);
    }
    Ok(topics)
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
    number: MinutesNumber,
    now: Timestamp,
    calendar: &Calendar,
) -> Result<Vec<Resolution>, Refusal> {
    let drafts = minutes.content.resolutions.iter().zip(1..);
    drafts.map(|(draft, place)| resolution(meeting, draft, number, place, now, calendar)).collect()
}

fn resolution(
    meeting: &Meeting,
    draft: &pb::ResolutionDraft,
    number: MinutesNumber,
    place: i32,
    now: Timestamp,
    calendar: &Calendar,
) -> Result<Resolution, Refusal> {
    let due_on = draft.due_on.parse::<Date>().ok().filter(|due_on| *due_on > clock::civil_date(now));
    let Some(due_on) = due_on else {
        let en = format!("resolution {place} is due on {}: draft another version", draft.due_on);
        let zh = format!("第{place}项的办理期限{}须晚于印发之日，请重新起草", draft.due_on);
        return Err(Refusal::precondition("MINUTES_STATE", en, zh).under(articles::MEETING_3_5));
    };
    Ok(Resolution {
        id: ResolutionId::generate(),
        meeting: meeting.id,
        minutes: number,
        number: place,
        kind: kind(draft),
        topic: on_agenda(meeting, "content.resolutions", &draft.topic_id)?,
        text: draft.text.clone(),
        lead_unit: unit(&draft.lead_unit)?,
        co_units: draft.co_units.iter().map(|code| unit(code)).collect::<Result<_, _>>()?,
        issued_at: now,
        extensions: 0,
        duty: new_duty(resolution_due(now, due_on, 0, by_minutes(number, place), calendar)?),
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

/// What whoever raised the matter is told.
fn issued(ruling: &Ruling, number: MinutesNumber, step: &Step) -> RulingIssued {
    let kind = match ruling.kind {
        RulingKind::Advice => pb::RulingKind::Advice,
        RulingKind::TemporaryAssignment => pb::RulingKind::TemporaryAssignment,
    };
    RulingIssued {
        ruling_id: ruling.id.to_string(),
        matter_id: ruling.matter.to_string(),
        kind: kind.into(),
        text: ruling.text.clone(),
        unit: ruling.unit.as_ref().map(ToString::to_string).unwrap_or_default(),
        note: ruling.kind.note().to_owned(),
        minutes_number: number.to_string(),
        official: step.by.to_string(),
        issue_time: Some(timestamp_to_proto(step.at)),
    }
}
