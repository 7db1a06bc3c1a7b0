//! What a draft comes to that was not recorded before: a decision, and its push where a supervisor was found (Art. 22). Everything that it
//! goes by was read before; nothing is asked of the database here.
//!
//! Refused is what is not the unit's to record, and what the platform is not for. A decision that finds no supervisor waits for a person,
//! while its push clock runs.

use duty::Deadline;
use exchange::{
    model::{Content, NewPush, Recipient, RecipientRole},
    rules::push_clock,
};
use ids::{DecisionId, DeliveryId, PushId, UnitCode};
use refusal::{Refusal, articles};

use super::{Draft, Grounds, Licence, RecordContext, Route, duplicate::Submission, explain_route};
use crate::{
    model::{Decision, Routing, responsibility_map::Responsibility},
    rules::legal_doubts::{self, Facts},
};

/// A decision that is recorded now.
pub(super) struct Decided {
    pub(super) decision: Decision,
    /// None while it waits to be routed.
    pub(super) push: Option<NewPush>,
}

impl Decided {
    /// How many deliveries are made.
    pub(super) fn deliveries(&self) -> usize {
        self.push.as_ref().map_or(0, |push| push.recipients.len())
    }
}

/// Decides on a draft.
pub(super) fn decide(
    with: &RecordContext<'_>,
    grounds: &Grounds,
    draft: Draft,
    submission: &Submission,
) -> Result<Decided, Refusal> {
    let route = route(with, grounds, &draft);
    in_scope(&draft, &route)?;
    is_own(with, &draft)?;
    let id = PushId::generate();
    let routing = match &route.responsibility {
        Some(_) => Routing::Routed { push: id, at: with.now },
        None => Routing::Unrouted { reason: route.steps.last().cloned().unwrap_or_default() },
    };
    let decision = decision(with, draft, submission, &route, routing);
    let push = route.responsibility.as_ref().map(|line| new_push(id, &decision, line, route.map_version));
    Ok(Decided { decision, push })
}

/// The push of a decision to the supervisors of its item.
pub(super) fn new_push(id: PushId, decision: &Decision, line: &Responsibility, map_version: i64) -> NewPush {
    let recipient = |unit: &UnitCode, role| Recipient {
        delivery: DeliveryId::generate(),
        unit: unit.clone(),
        role,
        // Whoever supervises is served elsewhere.
        here: false,
    };
    let mut recipients = vec![recipient(&line.lead, RecipientRole::Lead)];
    recipients.extend(line.others.iter().map(|unit| recipient(unit, RecipientRole::Other)));
    NewPush {
        id,
        sender_unit: decision.unit.clone(),
        source: decision.id.0,
        content: Content::LicenceDecision(decision.content.clone()),
        personal: decision.personal.clone(),
        deadline: decision.deadline.clone(),
        was_owed: false,
        map_version,
        recipients,
    }
}

/// By the map in force on the day of the decision. Stock goes by today's map: it is supervised from now on.
fn route(with: &RecordContext<'_>, grounds: &Grounds, draft: &Draft) -> Route {
    let day = if draft.stock { clock::civil_date(with.now) } else { draft.checked.decided_on() };
    let content = draft.checked.content();
    let licence = Licence {
        item: draft.checked.item_code().cloned(),
        certificate_name: content.certificate_name.clone(),
        content: content.content.clone(),
    };
    explain_route(grounds, day, &licence)
}

/// Art. 2: only items whose approval and supervision are separated. A code that names no item is a mistake of the sender; a
/// certificate that names none waits for a person.
fn in_scope(draft: &Draft, route: &Route) -> Result<(), Refusal> {
    let is_named = draft.checked.item_code().is_some();
    let wrong = |code, en: &str, zh: &str| {
        let field = if is_named { "decision.item_code" } else { "decision.certificate_name" };
        Err(Refusal::field(field, code, en, zh).under(articles::ART_2))
    };
    if route.out_of_scope {
        let en = "approval and supervision of the item are not separated";
        return wrong("out_of_scope", en, "该事项未实行审管分离");
    }
    if is_named && route.item.is_none() {
        return wrong("unknown", "no such item in the catalogue", "事项目录中没有这个事项");
    }
    Ok(())
}

/// A bureau records its own decisions: the deciding authority is the recording unit (证面上的发证机关 may differ). Stock is
/// what was decided before the platform's first day.
fn is_own(with: &RecordContext<'_>, draft: &Draft) -> Result<(), Refusal> {
    let wrong = |field: &str, code, en: &str, zh: &str| {
        Err(Refusal::field(field, code, en, zh).under(articles::ART_22_1))
    };
    if draft.checked.content().deciding_authority_uscc != with.uscc {
        let zh = "不是登记单位的统一社会信用代码，不能代其他机关登记";
        let en = "is not the recording unit's code";
        return wrong("decision.deciding_authority_uscc", "other_unit", en, zh);
    }
    let began = with.first_day.is_some_and(|first_day| draft.checked.decided_on() >= first_day);
    if draft.stock && began {
        let zh = "作出于平台启用之后，不属于存量";
        let en = "was decided after the platform began: it is no stock";
        return wrong("decision.decided_on", "not_stock", en, zh);
    }
    Ok(())
}

fn decision(
    with: &RecordContext<'_>,
    draft: Draft,
    submission: &Submission,
    route: &Route,
    routing: Routing,
) -> Decision {
    let decided_on = draft.checked.decided_on();
    let mut doubts = draft.checked.doubts().to_vec();
    let consulted = !draft.checked.content().joint_review_id.is_empty();
    doubts.extend(legal_doubts::of(Facts { major: route.major, consulted }));
    let (mut content, personal) = draft.checked.into_parts();
    content.doubts.clone_from(&doubts);
    if let Some(item) = &route.item {
        item.as_str().clone_into(&mut content.item_code);
        content.item_name.clone_from(&route.item_name);
    }
    let deadline =
        if draft.stock { Deadline::NotOpened } else { push_clock::open(decided_on, &with.calendar) };
    Decision {
        id: DecisionId::generate(),
        unit: with.unit.clone(),
        content,
        personal,
        numbers: submission.numbers.clone(),
        digests: submission.digests.clone(),
        doubts,
        deadline,
        routing,
        version: 1,
        recorded_by: with.official.clone(),
        recorded_at: with.now,
    }
}
