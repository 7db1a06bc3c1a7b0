//! The office issues the minutes (印发): they get their number, topics are concluded, resolutions become duties (C14), rulings go out, and
//! whoever was invited is told (联席会议通知).

use ids::{MeetingId, ResolutionId, RulingId};
use jiff::civil::Date;
use numbers::{PaperNumber, next_number};
use proto::{
    meeting::v1::{MinutesContent, ResolutionDraft, RulingIssued},
    timestamp_to_proto,
    words::meeting::AnnouncementKind,
};
use refusal::Refusal;
use shell::{Context, Error};
use workdays::Calendar;

use super::{
    announce::tell_invited,
    attendance::attendance,
    minutes_content::{kind, on_agenda, ruling_kind, unit},
    office_today,
    resolution_due::{by_minutes, resolution_due, say_owed},
};
use crate::{
    model::{MINUTES, Meeting, Minutes, Origin, Resolution, ResolutionState, Ruling, Step, Topic, new_duty},
    rules::{
        minutes_course::{must_be_version, must_say_who_was_there, refused},
        ruling::note,
    },
    store,
};

/// What is issued: the minutes of which meeting, under which number, by whom and when.
struct Issue<'a> {
    meeting: &'a Meeting,
    content: &'a MinutesContent,
    number: PaperNumber,
    step: &'a Step,
}

/// Issues the version that was signed; returns it and its resolutions.
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
    let number = next_number(context.tx, MINUTES, clock::civil_date(step.at)).await?;
    let recorded = attendance(&store::participant::of_meeting(context.tx, id).await?);
    must_be_version(version, minutes.version)?;
    must_say_who_was_there(recorded == minutes.attendance)?;
    minutes.issue(step.clone(), number)?;
    store::minutes::save_state(context.tx, &minutes).await?;
    let issue = Issue { meeting: &meeting, content: &minutes.content, number, step: &step };
    let topics = issue.conclude(context).await?;
    let resolutions = issue.resolutions(calendar)?;
    let office = office_today(context).await?;
    for resolution in &resolutions {
        store::resolution::insert(context.tx, resolution).await?;
        say_owed(context, resolution, office.as_ref());
    }
    for ruling in issue.rulings(&topics)? {
        store::ruling::insert(context.tx, &ruling).await?;
        context.say(&issue.told(&ruling));
    }
    let what = format!("{number}已印发");
    tell_invited(context, AnnouncementKind::MinutesIssued, &meeting, &what).await?;
    Ok((minutes, resolutions))
}

impl Issue<'_> {
    /// What the minutes speak of was discussed, a matter if it was ruled on; the rest of the agenda keeps the consent for another meeting.
    async fn conclude(&self, context: &mut Context<'_>) -> Result<Vec<Topic>, Error> {
        let mut topics = Vec::with_capacity(self.meeting.topics.len());
        for id in &self.meeting.topics {
            let Some(mut topic) = store::topic::lock(context.tx, *id).await? else { continue };
            if self.settles(&topic) {
                topic.conclude(self.step.clone(), self.meeting.id)?;
            } else {
                topic.unschedule(self.step.clone())?;
            }
            store::topic::save_state(context.tx, &topic).await?;
            topics.push(topic);
        }
        Ok(topics)
    }

    fn settles(&self, topic: &Topic) -> bool {
        let id = topic.id.to_string();
        let MinutesContent { matters, resolutions, rulings, .. } = self.content;
        match topic.origin {
            Origin::Matter(_) => rulings.iter().any(|ruling| ruling.topic_id == id),
            Origin::Unit { .. } => {
                matters.iter().any(|matter| matter.topic_id == id)
                    || resolutions.iter().any(|resolution| resolution.topic_id == id)
            }
        }
    }

    /// The resolutions that the minutes name, in their order.
    fn resolutions(&self, calendar: &Calendar) -> Result<Vec<Resolution>, Refusal> {
        let drafts = self.content.resolutions.iter().zip(1..);
        drafts.map(|(draft, place)| self.resolution(draft, place, calendar)).collect()
    }

    /// The resolution of a draft, in its place; it is due later than today.
    fn resolution(
        &self,
        draft: &ResolutionDraft,
        place: i32,
        calendar: &Calendar,
    ) -> Result<Resolution, Refusal> {
        let now = self.step.at;
        let due_on = draft.due_on.parse::<Date>().ok().filter(|due_on| *due_on > clock::civil_date(now));
        let Some(due_on) = due_on else {
            let en = format!("resolution {place} is due on {}: draft another version", draft.due_on);
            let zh = format!("第{place}项的办理期限{}须晚于印发之日，请重新起草", draft.due_on);
            return Err(refused(&en, &zh));
        };
        Ok(Resolution {
            id: ResolutionId::generate(),
            meeting: self.meeting.id,
            minutes: self.number,
            number: place,
            kind: kind(draft),
            topic: on_agenda(self.meeting, "content.resolutions", &draft.topic_id)?,
            text: draft.text.clone(),
            lead_unit: unit(&draft.lead_unit)?,
            co_units: draft.co_units.iter().map(|code| unit(code)).collect::<Result<_, _>>()?,
            issued_at: now,
            extensions: 0,
            duty: new_duty(resolution_due(now, due_on, 0, by_minutes(self.number, place), calendar)?),
            state: ResolutionState::UnderWay { since: now },
        })
    }

    /// The rulings that the minutes name.
    fn rulings(&self, topics: &[Topic]) -> Result<Vec<Ruling>, Refusal> {
        let mut rulings = Vec::new();
        for draft in &self.content.rulings {
            let id = on_agenda(self.meeting, "content.rulings", &draft.topic_id)?;
            let origin = topics.iter().find(|topic| topic.id == id).map(|topic| &topic.origin);
            let Some(Origin::Matter(matter)) = origin else { continue };
            rulings.push(Ruling {
                id: RulingId::generate(),
                meeting: self.meeting.id,
                topic: id,
                matter: matter.id,
                kind: ruling_kind(draft),
                text: draft.text.clone(),
                unit: Some(&draft.unit).filter(|code| !code.is_empty()).map(|code| unit(code)).transpose()?,
                issued_at: self.step.at,
            });
        }
        Ok(rulings)
    }

    /// The event that tells a ruling to the service that raised the matter.
    fn told(&self, ruling: &Ruling) -> RulingIssued {
        RulingIssued {
            ruling_id: ruling.id.to_string(),
            matter_id: ruling.matter.to_string(),
            kind: ruling.kind.into(),
            text: ruling.text.clone(),
            unit: ruling.unit.as_ref().map(ToString::to_string).unwrap_or_default(),
            note: note(ruling.kind).to_owned(),
            minutes_number: self.number.to_string(),
            official: self.step.by.to_string(),
            issue_time: Some(timestamp_to_proto(ruling.issued_at)),
        }
    }
}
