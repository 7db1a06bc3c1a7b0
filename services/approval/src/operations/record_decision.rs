//! Records decisions (许可决定), routes them by the responsibility map and pushes them, all or nothing (Art. 22).
//!
//! One decision by RPC is a slice of one; an import is a slice of a hundred. A decision that finds no supervisor is recorded
//! all the same and waits for a person, while its push clock runs.

use deadline::{Deadline, deadline_to_proto};
use std::collections::BTreeMap;

use exchange::{
    Keys,
    model::{NewPush, Recipient, Role},
    rules::push_clock,
};
use ids::{DecisionId, DeliveryId, DutyId, OfficialId, PushId, UnitCode};
use jiff::{Timestamp, civil::Date};
use mailbox::Outbox;
use proto::{duty::v1::DutyOpened, exchange::v1::LicenceDecision};
use refusal::{Refusal, Violation, articles};
use seal::Index;
use sqlx::PgConnection;
use workdays::Calendar;

use super::{Licence, Outcomes, Route, digests::digests, explain_route};
use crate::{
    model::{Decision, Digests, Routing, responsibility_map::Responsibility},
    rules::{
        decision_content::{CheckedDecision, Completeness},
        legal_doubts::{self, Facts},
    },
    store,
};

/// Who records, when, and with what: the same for a whole slice.
pub(crate) struct Desk<'a> {
    pub(crate) unit: &'a UnitCode,
    /// The unit's own code: of the deciding authority on what it records.
    pub(crate) uscc: String,
    /// The platform's first day, where it is set: what was decided before it may be loaded as stock.
    pub(crate) first_day: Option<Date>,
    pub(crate) official: &'a OfficialId,
    pub(crate) now: Timestamp,
    pub(crate) outbox: &'a Outbox,
    pub(crate) keys: &'a Keys,
    pub(crate) index: &'a Index,
    pub(crate) calendar: &'a Calendar,
}

/// A decision to be recorded.
pub(crate) struct Draft {
    /// The decision, checked.
    pub(crate) checked: CheckedDecision,
    /// How much its source could know.
    pub(crate) completeness: Completeness,
    /// 存量: no clock is opened.
    pub(crate) stock: bool,
}

/// What became of a draft.
pub(crate) enum Recorded {
    /// Recorded; gives also how many deliveries were made.
    New(Decision, usize),
    /// The same content was recorded before.
    Duplicate(Decision),
}

/// Records the drafts of one slice.
pub(crate) async fn record_decision(
    tx: &mut PgConnection,
    desk: &Desk<'_>,
    drafts: Vec<Draft>,
) -> Outcomes<Recorded> {
    let routes = routes(tx, desk, &drafts).await?;
    let mut outcomes = Vec::with_capacity(drafts.len());
    let mut pushes = Vec::new();
    let mut duties = Vec::new();
    for (draft, route) in drafts.into_iter().zip(routes) {
        let submitted = Submitted::of(desk, &draft);
        if let Some(known) = known(tx, desk, &submitted).await? {
            outcomes.push(known);
            continue;
        }
        let (decision, push) = match decide(desk, draft, &submitted, &route) {
            Ok(new) => new,
            Err(refusal) => {
                outcomes.push(Err(refusal));
                continue;
            }
        };
        let numbers = (submitted.document_number.as_str(), submitted.certificate_number.as_str());
        if !store::decision::insert(tx, &desk.keys.at_rest, &decision, numbers).await? {
            // Another transaction recorded it since we looked.
            let known = known(tx, desk, &submitted).await?;
            outcomes.push(known.ok_or_else(|| shell::Error::Fault("a decision came and went".to_owned()))?);
            continue;
        }
        duties.extend(duty_to_push(&decision));
        let deliveries = push.as_ref().map_or(0, |push| push.recipients.len());
        pushes.extend(push);
        outcomes.push(Ok(Recorded::New(decision, deliveries)));
    }
    desk.outbox.send(tx, &duties).await?;
    exchange::operations::push(tx, desk.outbox, desk.keys, pushes, desk.now).await?;
    Ok(outcomes)
}

/// The push of a decision to the supervisors of its item.
pub(super) fn new_push(id: PushId, decision: &Decision, line: &Responsibility, map_version: i64) -> NewPush {
    let recipient =
        |unit: &UnitCode, role| Recipient { delivery: DeliveryId::generate(), unit: unit.clone(), role };
    let mut recipients = vec![recipient(&line.lead, Role::Lead)];
    recipients.extend(line.others.iter().map(|unit| recipient(unit, Role::Other)));
    NewPush {
        id,
        sender_unit: decision.unit.clone(),
        source: decision.id.0,
        title: format!("{}　{}", decision.content.item_name, decision.content.document_number),
        decision: decision.content.clone(),
        personal: decision.personal.clone(),
        deadline: decision.deadline.clone(),
        map_version,
        recipients,
    }
}

/// The route of each draft by the map in force on its day, in order. Stock goes by today's map: it is supervised from now on.
pub(super) async fn routes(
    tx: &mut PgConnection,
    desk: &Desk<'_>,
    drafts: &[Draft],
) -> Result<Vec<Route>, shell::Error> {
    let today = clock::civil_date(desk.now);
    let mut days: BTreeMap<Date, Vec<usize>> = BTreeMap::new();
    for (place, draft) in drafts.iter().enumerate() {
        let day = if draft.stock { today } else { draft.checked.decided_on() };
        days.entry(day).or_default().push(place);
    }
    let mut routes = vec![Route::default(); drafts.len()];
    for (day, places) in days {
        let licences: Vec<Licence> = places.iter().map(|place| licence(&drafts[*place].checked)).collect();
        for (place, route) in places.into_iter().zip(explain_route(tx, day, &licences).await?) {
            routes[place] = route?;
        }
    }
    Ok(routes)
}

fn licence(checked: &CheckedDecision) -> Licence {
    Licence {
        item: checked.item_code().cloned(),
        certificate_name: checked.content().certificate_name.clone(),
        content: checked.content().content.clone(),
    }
}

/// What makes a submission the one or the other.
pub(super) struct Submitted {
    /// The numbers as they are kept to be found by.
    pub(super) document_number: String,
    pub(super) certificate_number: String,
    pub(super) digests: Digests,
    completeness: Completeness,
}

impl Submitted {
    pub(super) fn of(desk: &Desk<'_>, draft: &Draft) -> Self {
        let (content, personal) = (draft.checked.content(), draft.checked.personal());
        Self {
            document_number: desk.index.findable(&content.document_number, &personal.document_number),
            certificate_number: desk
                .index
                .findable(&content.certificate_number, &personal.certificate_number),
            digests: digests(desk.index, content, personal),
            completeness: draft.completeness,
        }
    }

    fn is_again(&self, earlier: &Decision) -> bool {
        match self.completeness {
            Completeness::Full => self.digests.full == earlier.digests.full,
            Completeness::PublicityFile => self.digests.publicity == earlier.digests.publicity,
        }
    }
}

/// The outcome of a submission whose document and certificate number were recorded before.
pub(super) async fn known(
    tx: &mut PgConnection,
    desk: &Desk<'_>,
    submitted: &Submitted,
) -> Result<Option<Result<Recorded, Refusal>>, shell::Error> {
    let keys = &desk.keys.at_rest;
    let (document, certificate) = (&submitted.document_number, &submitted.certificate_number);
    let earlier = store::decision::find_numbered(tx, keys, desk.unit, document, certificate).await?;
    Ok(earlier.map(|earlier| {
        if submitted.is_again(&earlier) {
            Ok(Recorded::Duplicate(earlier))
        } else {
            Err(recorded_otherwise(&earlier))
        }
    }))
}

fn recorded_otherwise(earlier: &Decision) -> Refusal {
    let at = clock::in_county(earlier.recorded_at).strftime("%Y-%m-%d %H:%M:%S");
    Refusal::precondition(
        "DECISION_EXISTS",
        format!("recorded at {at} with other content as {}", earlier.id),
        format!("该文书号和许可编号已于{at}登记（{}），内容不同", earlier.id),
    )
    .under(articles::ART_22_2)
    .with("decision_id", earlier.id)
}

/// Art. 2: only items whose approval and supervision are separated. A code that names no item is a mistake of the sender; a
/// certificate that names none waits for a person.
fn in_scope(draft: &Draft, route: &Route) -> Result<(), Refusal> {
    let wrong = |code, en: &str, zh: &str| {
        let field = if draft.checked.item_code().is_some() {
            "decision.item_code"
        } else {
            "decision.certificate_name"
        };
        let (field, en, zh) = (field.to_owned(), en.to_owned(), zh.to_owned());
        Err(Refusal::invalid(vec![Violation { field, code, en, zh }]).under(articles::ART_2))
    };
    if route.out_of_scope {
        return wrong(
            "out_of_scope",
            "approval and supervision of the item are not separated",
            "该事项未实行审管分离",
        );
    }
    if draft.checked.item_code().is_some() && route.item.is_none() {
        return wrong("unknown", "no such item in the catalogue", "事项目录中没有这个事项");
    }
    Ok(())
}

/// A bureau records its own decisions: the deciding authority is the recording unit (证面上的发证机关 may differ). Stock is
/// what was decided before the platform's first day.
fn own(desk: &Desk<'_>, draft: &Draft) -> Result<(), Refusal> {
    let wrong = |field: &str, code, en: &str, zh: &str| {
        Err(Refusal::invalid(vec![Violation::new(field, code, en, zh)]).under(articles::ART_22_1))
    };
    if draft.checked.content().deciding_authority_uscc != desk.uscc {
        let (en, zh) =
            ("is not the recording unit's code", "不是登记单位的统一社会信用代码，不能代其他机关登记");
        return wrong("decision.deciding_authority_uscc", "other_unit", en, zh);
    }
    let began = desk.first_day.is_some_and(|first_day| draft.checked.decided_on() >= first_day);
    if draft.stock && began {
        let (en, zh) =
            ("was decided after the platform began: it is no stock", "作出于平台启用之后，不属于存量");
        return wrong("decision.decided_on", "not_stock", en, zh);
    }
    Ok(())
}

/// The decision that a draft makes, which was not recorded before, and its push; the clock runs also where it has none.
pub(super) fn decide(
    desk: &Desk<'_>,
    draft: Draft,
    submitted: &Submitted,
    route: &Route,
) -> Result<(Decision, Option<NewPush>), Refusal> {
    in_scope(&draft, route)?;
    own(desk, &draft)?;
    let supervised = route.responsibility.as_ref().map(|line| (PushId::generate(), line));
    let routing = match supervised {
        Some((push, _)) => Routing::Routed { push, at: desk.now },
        None => Routing::Unrouted { reason: route.steps.last().cloned().unwrap_or_default() },
    };
    let decision = decision(desk, draft, submitted, route, routing);
    let push = supervised.map(|(id, line)| new_push(id, &decision, line, route.map_version));
    Ok((decision, push))
}

fn decision(
    desk: &Desk<'_>,
    draft: Draft,
    submitted: &Submitted,
    route: &Route,
    routing: Routing,
) -> Decision {
    let decided_on = draft.checked.decided_on();
    let mut doubts = draft.checked.doubts().to_vec();
    doubts.extend(legal_doubts::of(facts(draft.checked.content(), route)));
    let (mut content, personal) = draft.checked.into_parts();
    content.doubts.clone_from(&doubts);
    if let Some(item) = &route.item {
        item.as_str().clone_into(&mut content.item_code);
        content.item_name.clone_from(&route.item_name);
    }
    let deadline =
        if draft.stock { Deadline::NotOpened } else { push_clock::open(decided_on, desk.calendar) };
    Decision {
        id: DecisionId::generate(),
        unit: desk.unit.clone(),
        content,
        personal,
        digests: submitted.digests.clone(),
        doubts,
        deadline,
        routing,
        version: 1,
        recorded_by: desk.official.clone(),
        recorded_at: desk.now,
    }
}

fn facts(content: &LicenceDecision, route: &Route) -> Facts {
    Facts { major: route.major, consulted: !content.joint_review_id.is_empty() }
}

/// The duty to push (C1); `None` for stock. The push discharges it.
fn duty_to_push(decision: &Decision) -> Option<DutyOpened> {
    Some(DutyOpened {
        duty_id: DutyId::of(push_clock::RULE.kind, decision.id.0).to_string(),
        kind: push_clock::RULE.kind.to_owned(),
        owed_by: decision.unit.to_string(),
        owed_to: String::new(),
        subject_type: "decision".to_owned(),
        subject_id: decision.id.to_string(),
        title: format!("{}　{}", decision.content.item_name, decision.content.document_number),
        deadline: Some(deadline_to_proto(&decision.deadline, &push_clock::RULE)?),
        item_code: decision.content.item_code.clone(),
    })
}
