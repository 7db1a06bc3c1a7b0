//! The office plans a meeting (联席会议制度三（一）、（二）).

use std::collections::BTreeSet;

use ids::{MeetingId, TopicId};
use jiff::{SignedDuration, Timestamp};
use proto::{
    meeting::v1::{Guest, PlanMeetingRequest, PlanMeetingResponse},
    timestamp_from_proto,
    words::meeting::ParticipantKind,
};
use refusal::Refusal;
use shell::{Act, Context, Done, Error, parse_id, parse_text, parse_word};

use super::present;
use crate::{
    App,
    model::{Meeting, MeetingState, Participant, Step, Who},
    operations,
    rpc::known_units::known_units,
    rules::participants::Invitee,
};

/// The most topics on an agenda.
const MOST_TOPICS: usize = 50;
/// The most experts and lawyers.
const MOST_GUESTS: usize = 20;
/// How far ahead a meeting is planned.
const FURTHEST: SignedDuration = SignedDuration::from_hours(366 * 24);

impl Act<App> for PlanMeetingRequest {
    async fn act(self, app: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let (meeting, guests) = parse(app, context, self)?;
        let invitees = operations::plan_meeting(context, &meeting, &guests).await?;
        let invited = |Invitee { unit, kind }| Participant::invited(meeting.id, Who::Unit { unit, kind });
        let participants = invitees.into_iter().map(invited).chain(guests);
        let answer = PlanMeetingResponse {
            meeting: Some(present::meeting(&meeting, &[])),
            participants: participants.map(|one| present::participant(&one)).collect(),
        };
        Ok(Done::with(meeting.id, answer))
    }
}

fn parse(
    app: &App,
    context: &Context<'_>,
    request: PlanMeetingRequest,
) -> Result<(Meeting, Vec<Participant>), Refusal> {
    let meeting = Meeting {
        id: MeetingId::generate(),
        kind: parse_word("kind", request.kind, ("say which kind of meeting it is", "请选择会议类型"))?,
        title: parse_text("title", &request.title, 100)?,
        start_at: start(request.start_time, context.now)?,
        place: parse_text("place", &request.place, 100)?,
        convened_by: parse_id("convened_by", &request.convened_by)?,
        presided_by: parse_id("presided_by", &request.presided_by)?,
        delegation: None,
        units: known_units(app, request.units)?,
        topics: topics(&request.topic_ids)?,
        reschedules: 0,
        state: MeetingState::Planned { step: Step::of(context)? },
    };
    let guests = guests(meeting.id, request.guests)?;
    Ok((meeting, guests))
}

/// When a meeting begins: in the future, within a year.
pub(super) fn start(at: Option<prost_types::Timestamp>, now: Timestamp) -> Result<Timestamp, Refusal> {
    let field = "start_time";
    let Some(at) = at.and_then(timestamp_from_proto) else {
        return Err(Refusal::field(field, "required", "say when it begins", "请填写开会时间"));
    };
    if at <= now || at > now + FURTHEST {
        let (en, zh) = ("it begins in the future, within a year", "开会时间须晚于现在，且在一年之内");
        return Err(Refusal::field(field, "out_of_range", en, zh));
    }
    Ok(at)
}

fn topics(ids: &[String]) -> Result<Vec<TopicId>, Refusal> {
    if ids.is_empty() || ids.len() > MOST_TOPICS {
        let (en, zh) = (format!("1 to {MOST_TOPICS} topics"), format!("须有1至{MOST_TOPICS}个议题"));
        return Err(Refusal::field("topic_ids", "count", en, zh));
    }
    let mut known = BTreeSet::new();
    let parse = |(at, id): (usize, &String)| {
        let id: TopicId = parse_id(format!("topic_ids[{at}]"), id)?;
        if known.insert(id) {
            return Ok(id);
        }
        let (en, zh) = ("the topic stands twice", "议题重复");
        Err(Refusal::field(format!("topic_ids[{at}]"), "duplicate", en, zh))
    };
    ids.iter().enumerate().map(parse).collect()
}

fn guests(meeting: MeetingId, guests: Vec<Guest>) -> Result<Vec<Participant>, Refusal> {
    if guests.len() > MOST_GUESTS {
        let (en, zh) = (format!("at most {MOST_GUESTS} guests"), format!("最多邀请{MOST_GUESTS}位"));
        return Err(Refusal::field("guests", "count", en, zh));
    }
    let parse = |(at, guest): (usize, Guest)| {
        let kind = guest.kind().word();
        let Some(kind @ (ParticipantKind::Expert | ParticipantKind::Lawyer)) = kind else {
            let (en, zh) = ("a guest is an expert or a lawyer", "只能邀请专业技术人员或法律人员");
            return Err(Refusal::field(format!("guests[{at}].kind"), "not_allowed", en, zh));
        };
        let organisation = parse_text("guests.organisation", &guest.organisation, 100)?;
        Ok(Participant::invited(meeting, Who::Guest { organisation, kind }))
    };
    guests.into_iter().enumerate().map(parse).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_meeting_begins_later_than_now_and_within_a_year() {
        let now: Timestamp = "2026-10-12T09:00:00+08:00".parse().unwrap();
        let at = |seconds: i64| Some(prost_types::Timestamp { seconds: now.as_second() + seconds, nanos: 0 });
        assert!(start(at(1), now).is_ok());
        assert!(start(at(366 * 86_400), now).is_ok());
        for bad in [None, at(0), at(-1), at(366 * 86_400 + 1)] {
            assert!(start(bad, now).is_err());
        }
    }

    #[test]
    fn a_topic_stands_once_on_an_agenda() {
        let id = TopicId::generate().to_string();
        assert!(topics(std::slice::from_ref(&id)).is_ok());
        let refusal = topics(&[id.clone(), id]).unwrap_err();
        assert_eq!(
            (refusal.violations[0].field.as_str(), refusal.violations[0].code),
            ("topic_ids[1]", "duplicate")
        );
        assert!(topics(&[]).is_err());
    }
}
