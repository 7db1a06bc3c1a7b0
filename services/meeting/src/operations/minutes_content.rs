//! What minutes may say: of a topic of the agenda once at most, resolutions and rulings that come from it.

use std::collections::BTreeSet;

use ids::{TopicId, UnitCode};
use proto::{
    meeting::v1::{self as pb, MinutesContent},
    words::meeting::{ResolutionKind, RulingKind},
};
use refusal::Refusal;

use crate::{
    model::{Meeting, Origin, Topic},
    rules::{entrusted::may_lead, ruling::may_be_ruled},
};

/// Refuses content that does not come from the agenda; `office` is the unit that is the office today.
pub(super) fn must_be_sound(
    content: &MinutesContent,
    meeting: &Meeting,
    topics: &[Topic],
    office: Option<&UnitCode>,
) -> Result<(), Refusal> {
    let mut said = BTreeSet::new();
    let mut ruled = BTreeSet::new();
    for (at, matter) in content.matters.iter().enumerate() {
        let field = format!("content.matters[{at}]");
        once(&mut said, on_agenda(meeting, &field, &matter.topic_id)?, &field)?;
    }
    for (at, draft) in content.resolutions.iter().enumerate() {
        let field = format!("content.resolutions[{at}]");
        on_agenda(meeting, &field, &draft.topic_id)?;
        may_lead(&field, kind(draft), &unit(&draft.lead_unit)?, office)?;
    }
    for (at, draft) in content.rulings.iter().enumerate() {
        let field = format!("content.rulings[{at}]");
        let id = on_agenda(meeting, &field, &draft.topic_id)?;
        once(&mut ruled, id, &field)?;
        let is_matter =
            topics.iter().any(|topic| topic.id == id && matches!(topic.origin, Origin::Matter(_)));
        may_be_ruled(&field, is_matter, ruling_kind(draft), !draft.unit.is_empty())?;
    }
    Ok(())
}

/// The kind of a resolution; it was checked when it was parsed.
pub(super) fn kind(draft: &pb::ResolutionDraft) -> ResolutionKind {
    draft.kind().word().unwrap_or(ResolutionKind::Agreed)
}

/// The kind of a ruling; it was checked when it was parsed.
pub(super) fn ruling_kind(draft: &pb::RulingDraft) -> RulingKind {
    draft.kind().word().unwrap_or(RulingKind::Advice)
}

/// A unit that was checked when it was parsed.
pub(super) fn unit(code: &str) -> Result<UnitCode, Refusal> {
    code.parse().map_err(|_| Refusal::field("content", "unknown", "no such unit", "没有这个单位"))
}

/// A topic of the agenda.
pub(super) fn on_agenda(meeting: &Meeting, field: &str, topic: &str) -> Result<TopicId, Refusal> {
    let id = topic.parse::<TopicId>().ok().filter(|id| meeting.topics.contains(id));
    id.ok_or_else(|| {
        let (en, zh) = ("the topic is not on the agenda", "该议题不在会议议程上");
        Refusal::field(format!("{field}.topic_id"), "unknown", en, zh)
    })
}

fn once(known: &mut BTreeSet<TopicId>, id: TopicId, field: &str) -> Result<(), Refusal> {
    if known.insert(id) {
        return Ok(());
    }
    let (en, zh) = ("the topic stands twice", "议题重复");
    Err(Refusal::field(format!("{field}.topic_id"), "duplicate", en, zh))
}
