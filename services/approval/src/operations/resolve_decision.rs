//! Names the item of a decision that waited to be routed by hand (待人工分派), and pushes it (Art. 22(1)).

use exchange::operations::push;
use ids::{DecisionId, ItemCode, PushId};
use refusal::{Refusal, articles};
use sqlx::PgConnection;

use super::{Desk, Licence, Outcomes, Route, explain_route, record_decision::new_push};
use crate::{model::Decision, store};

/// Routes each decision under the item that a person chose for it, by the map in force on the day of the decision.
pub(crate) async fn resolve_decision(
    tx: &mut PgConnection,
    desk: &Desk<'_>,
    choices: &[(DecisionId, ItemCode)],
) -> Outcomes<Decision> {
    let mut outcomes = Vec::with_capacity(choices.len());
    for (id, item) in choices {
        outcomes.push(resolve(tx, desk, *id, item).await?);
    }
    Ok(outcomes)
}

async fn resolve(
    tx: &mut PgConnection,
    desk: &Desk<'_>,
    id: DecisionId,
    item: &ItemCode,
) -> Result<Result<Decision, Refusal>, shell::Error> {
    let keys = &desk.keys.at_rest;
    let Some(mut decision) = store::decision::lock(tx, keys, id, desk.unit).await? else {
        return Ok(Err(Refusal::not_found("decision", "许可决定")));
    };
    let route = route(tx, desk, &decision, item).await?;
    let Some(line) = &route.responsibility else {
        return Ok(Err(unroutable(route.steps.last().map_or("", String::as_str))));
    };
    let id = PushId::generate();
    if let Err(refusal) = decision.route(id, desk.now) {
        return Ok(Err(refusal));
    }
    item.as_str().clone_into(&mut decision.content.item_code);
    decision.content.item_name.clone_from(&route.item_name);
    store::decision::save(tx, keys, &decision).await?;
    let new = new_push(id, &decision, line, route.map_version);
    push(tx, desk.outbox, desk.keys, vec![new], desk.now).await?;
    Ok(Ok(decision))
}

/// By the map of the day of the decision; where that leads to nobody any more, by today's.
async fn route(
    tx: &mut PgConnection,
    desk: &Desk<'_>,
    decision: &Decision,
    item: &ItemCode,
) -> Result<Route, shell::Error> {
    let licence =
        [Licence { item: Some(item.clone()), certificate_name: String::new(), content: String::new() }];
    let broken = |_| shell::Error::Fault(format!("decision {} has no day", decision.id));
    let decided_on = decision.content.decided_on.parse().map_err(broken)?;
    let then = super::only(explain_route(tx, decided_on, &licence).await?)?;
    if then.responsibility.is_some() {
        return Ok(then);
    }
    super::only(explain_route(tx, clock::civil_date(desk.now), &licence).await?)
}

fn unroutable(why: &str) -> Refusal {
    Refusal::field(
        "item_code",
        "unroutable",
        "the item has no supervising unit on the day of the decision",
        why,
    )
    .under(articles::ART_4)
}
