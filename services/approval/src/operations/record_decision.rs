//! Records decisions (许可决定), routes them by the responsibility map and pushes them, all or nothing (Art. 22).
//!
//! One decision by RPC is a slice of one; an import is a slice of a hundred. A decision that finds no supervisor is recorded
//! all the same and waits for a person, while its push clock runs.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};

use duty::{Deadline, Duty, Parties, clocks};
use exchange::{
    Keys,
    model::{Content, NewPush, Recipient, Role},
    operations::{Sending, push},
    rules::push_clock,
};
use ids::{DecisionId, DeliveryId, OfficialId, PushId, RequestId, UnitCode};
use jiff::{Timestamp, civil::Date};
use mailbox::Messages;
use proto::exchange::v1::LicenceDecision;
use refusal::{Refusal, Violation, articles};
use seal::Index;
use shell::Error;
use sqlx::PgConnection;
use workdays::Calendar;

use super::{Grounds, KnownGrounds, Licence, Route, digests::digests, explain_route};
use crate::{
    host::Approval,
    model::{Decision, Digests, Numbers, Routing, responsibility_map::Responsibility},
    rules::{
        decision_content::{CheckedDecision, Completeness},
        legal_doubts::{self, Facts},
    },
    store,
};

/// With what decisions of a unit are recorded: the same for a whole slice.
pub(crate) struct RecordContext<'a> {
    pub(crate) unit: &'a UnitCode,
    /// The unit's own code: of the deciding authority on what it records.
    pub(crate) uscc: String,
    /// The platform's first day, where it is set: what was decided before it may be loaded as stock.
    pub(crate) first_day: Option<Date>,
    /// Name of this service, and how the exchange is mounted in it.
    pub(crate) service: &'a str,
    pub(crate) host: &'a Approval,
    pub(crate) keys: &'a Keys,
    pub(crate) index: &'a Index,
    pub(crate) grounds: &'a KnownGrounds,
    pub(crate) calendar: Arc<Calendar>,
}

/// Who asks for decisions to be recorded, under which id, and when.
#[derive(Clone)]
pub(crate) struct Asked {
    pub(crate) official: OfficialId,
    pub(crate) request_id: RequestId,
    pub(crate) now: Timestamp,
}

/// A decision to be recorded.
pub(crate) struct Draft {
    /// Of whom, and when.
    pub(crate) asked: Asked,
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

impl RecordContext<'_> {
    /// With what decisions that are routed at `now` are pushed.
    pub(super) fn sending(&self, now: Timestamp) -> Sending<'_, Approval> {
        Sending { service: self.service, keys: self.keys, host: self.host, calendar: &self.calendar, now }
    }
}

/// Records a decision.
pub(crate) async fn record_decision(
    tx: &mut PgConnection,
    messages: &mut Messages,
    with: &RecordContext<'_>,
    draft: Draft,
) -> Result<Recorded, Error> {
    let outcome = record_decisions(tx, messages, with, vec![draft]).await?.pop();
    let recorded = outcome.ok_or_else(|| Error::Fault("a draft without an outcome".to_owned()))?;
    Ok(recorded?)
}

/// Records the drafts of one slice; one outcome each, in order.
pub(super) async fn record_decisions(
    tx: &mut PgConnection,
    messages: &mut Messages,
    with: &RecordContext<'_>,
    drafts: Vec<Draft>,
) -> Result<Vec<Result<Recorded, Refusal>>, Error> {
    let grounds = with.grounds.now(tx).await?;
    let submitted: Vec<Submitted> = drafts.iter().map(|draft| Submitted::of(with, draft)).collect();
    let mut earlier = known(tx, with, &submitted).await?;
    let mut outcomes = Vec::with_capacity(drafts.len());
    let mut new = Vec::new();
    for (draft, submitted) in drafts.into_iter().zip(&submitted) {
        if let Some(earlier) = earlier.get(&submitted.numbers) {
            outcomes.push(submitted.again(earlier));
            continue;
        }
        let route = route(&grounds, &draft);
        outcomes.push(decide(with, draft, submitted, &route).map(|(decision, push)| {
            earlier.insert(submitted.numbers.clone(), decision.clone());
            let deliveries = push.as_ref().map_or(0, |push| push.recipients.len());
            new.push(New { numbers: submitted.numbers.clone(), decision: decision.clone(), push });
            Recorded::New(decision, deliveries)
        }));
    }
    let rows: Vec<_> = new.iter().map(|new| (&new.numbers, &new.decision)).collect();
    let inserted = store::decision::insert_all(tx, &with.keys.at_rest, &rows).await?;
    if inserted.len() < new.len() {
        // Another transaction recorded some since we looked: then they are there to be found, and every draft of the same
        // numbers is judged by them.
        let is_lost = |new: &New| !inserted.contains(&new.decision.id);
        let lost: HashSet<Numbers> = new.extract_if(.., |new| is_lost(new)).map(|new| new.numbers).collect();
        let earlier = known(tx, with, &submitted).await?;
        for (outcome, submitted) in outcomes.iter_mut().zip(&submitted) {
            if lost.contains(&submitted.numbers) {
                let came = || Error::Fault("a decision came and went".to_owned());
                *outcome = submitted.again(earlier.get(&submitted.numbers).ok_or_else(came)?);
            }
        }
    }
    say(tx, messages, with, new).await?;
    Ok(outcomes)
}

/// A decision that is recorded now.
struct New {
    numbers: Numbers,
    decision: Decision,
    /// None while it waits to be routed.
    push: Option<NewPush>,
}

/// Pushes what is routed, and says that the rest is owed.
async fn say(
    tx: &mut PgConnection,
    messages: &mut Messages,
    with: &RecordContext<'_>,
    new: Vec<New>,
) -> Result<(), Error> {
    let mut pushes: BTreeMap<Timestamp, Vec<NewPush>> = BTreeMap::new();
    for New { decision, push, .. } in new {
        match push {
            Some(push) => pushes.entry(decision.recorded_at).or_default().push(push),
            None => say_owed(messages, &decision),
        }
    }
    for (now, pushes) in pushes {
        push(tx, messages, &with.sending(now), pushes).await?;
    }
    Ok(())
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
    let mut recipients = vec![recipient(&line.lead, Role::Lead)];
    recipients.extend(line.others.iter().map(|unit| recipient(unit, Role::Other)));
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

/// The route of a draft by the map in force on its day. Stock goes by today's map: it is supervised from now on.
pub(super) fn route(grounds: &Grounds, draft: &Draft) -> Route {
    let today = clock::civil_date(draft.asked.now);
    let day = if draft.stock { today } else { draft.checked.decided_on() };
    explain_route(grounds, day, &licence(&draft.checked))
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
    pub(super) numbers: Numbers,
    pub(super) digests: Digests,
    completeness: Completeness,
}

impl Submitted {
    pub(super) fn of(with: &RecordContext<'_>, draft: &Draft) -> Self {
        let content = draft.checked.content();
        let personal = draft.checked.personal();
        let document = with.index.findable(&content.document_number, &personal.document_number);
        let certificate = with.index.findable(&content.certificate_number, &personal.certificate_number);
        Self {
            numbers: (document, certificate),
            digests: digests(with.index, content, personal),
            completeness: draft.completeness,
        }
    }

    /// What it comes to where a decision of the same numbers was recorded before.
    pub(super) fn again(&self, earlier: &Decision) -> Result<Recorded, Refusal> {
        let same = match self.completeness {
            Completeness::Full => self.digests.full == earlier.digests.full,
            Completeness::PublicityFile => self.digests.publicity == earlier.digests.publicity,
        };
        if same { Ok(Recorded::Duplicate(earlier.clone())) } else { Err(recorded_otherwise(earlier)) }
    }
}

/// The decisions that were recorded before under the numbers of these submissions.
pub(super) async fn known(
    tx: &mut PgConnection,
    with: &RecordContext<'_>,
    submitted: &[Submitted],
) -> Result<HashMap<Numbers, Decision>, Error> {
    let numbers: Vec<&Numbers> = submitted.iter().map(|one| &one.numbers).collect();
    Ok(store::decision::find_numbered(tx, &with.keys.at_rest, with.unit, &numbers).await?)
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
fn own(with: &RecordContext<'_>, draft: &Draft) -> Result<(), Refusal> {
    let wrong = |field: &str, code, en: &str, zh: &str| {
        Err(Refusal::invalid(vec![Violation::new(field, code, en, zh)]).under(articles::ART_22_1))
    };
    if draft.checked.content().deciding_authority_uscc != with.uscc {
        let (en, zh) =
            ("is not the recording unit's code", "不是登记单位的统一社会信用代码，不能代其他机关登记");
        return wrong("decision.deciding_authority_uscc", "other_unit", en, zh);
    }
    let began = with.first_day.is_some_and(|first_day| draft.checked.decided_on() >= first_day);
    if draft.stock && began {
        let (en, zh) =
            ("was decided after the platform began: it is no stock", "作出于平台启用之后，不属于存量");
        return wrong("decision.decided_on", "not_stock", en, zh);
    }
    Ok(())
}

/// The decision that a draft makes, which was not recorded before, and its push; the clock runs also where it has none.
pub(super) fn decide(
    with: &RecordContext<'_>,
    draft: Draft,
    submitted: &Submitted,
    route: &Route,
) -> Result<(Decision, Option<NewPush>), Refusal> {
    in_scope(&draft, route)?;
    own(with, &draft)?;
    let supervised = route.responsibility.as_ref().map(|line| (PushId::generate(), line));
    let routing = match supervised {
        Some((push, _)) => Routing::Routed { push, at: draft.asked.now },
        None => Routing::Unrouted { reason: route.steps.last().cloned().unwrap_or_default() },
    };
    let decision = decision(with, draft, submitted, route, routing);
    let push = supervised.map(|(id, line)| new_push(id, &decision, line, route.map_version));
    Ok((decision, push))
}

fn decision(
    with: &RecordContext<'_>,
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
        if draft.stock { Deadline::NotOpened } else { push_clock::open(decided_on, &with.calendar) };
    Decision {
        id: DecisionId::generate(),
        unit: with.unit.clone(),
        content,
        personal,
        digests: submitted.digests.clone(),
        doubts,
        deadline,
        routing,
        version: 1,
        recorded_by: draft.asked.official,
        recorded_at: draft.asked.now,
    }
}

fn facts(content: &LicenceDecision, route: &Route) -> Facts {
    Facts { major: route.major, consulted: !content.joint_review_id.is_empty() }
}

/// Says that the push of a decision that waits to be routed is owed (C1); of stock nothing is. Where it is pushed at once, the
/// push says so.
fn say_owed(messages: &mut Messages, decision: &Decision) {
    let about = Content::LicenceDecision(decision.content.clone()).of_record(decision.id.0);
    let duty = Duty::of(&clocks::C1, decision.id.0, decision.deadline.clone());
    if let Some(opened) = duty.opened(Parties { owed_by: &decision.unit, owed_to: None }, &about) {
        messages.say(&opened);
    }
}
