//! Names the item of a decision that waited to be routed by hand (待人工分派), and pushes it (Art. 22(1)).

use exchange::{model::NewPush, operations::push};
use ids::{DecisionId, ItemCode, PushId};
use jiff::civil::Date;
use refusal::{Refusal, articles};
use shell::{Context, Error};

use super::{Grounds, Licence, RecordContext, Route, decide::new_push, explain_route};
use crate::{model::Decision, store};

/// Routes the decision under the item that a person chose for it, by the map in force on the day of the decision.
pub(crate) async fn resolve_decision(
    context: &mut Context<'_>,
    with: &RecordContext<'_>,
    id: DecisionId,
    item: ItemCode,
) -> Result<Decision, Error> {
    let mut decision = store::decision::lock(context.tx, with.keys(), id, with.unit)
        .await?
        .ok_or_else(|| Refusal::not_found("decision", "许可决定"))?;
    let code = item.to_string();
    let grounds = with.grounds.now(context.tx).await?;
    let route = route(&grounds, &decision, item, clock::civil_date(with.now))?;
    let Some(line) = &route.responsibility else {
        return Err(unroutable(route.steps.last().map_or("", String::as_str)).into());
    };
    let id = PushId::generate();
    decision.route(id, with.now)?;
    decision.content.item_code = code;
    decision.content.item_name.clone_from(&route.item_name);
    store::decision::save(context.tx, with.keys(), &decision).await?;
    let new = NewPush { was_owed: true, ..new_push(id, &decision, line, route.map_version) };
    push(context.tx, &mut context.messages, &with.push_context(), vec![new]).await?;
    Ok(decision)
}

/// By the map of the day of the decision; where that leads to nobody any more, by today's.
fn route(grounds: &Grounds, decision: &Decision, item: ItemCode, today: Date) -> Result<Route, Error> {
    let licence = Licence { item: Some(item), certificate_name: String::new(), content: String::new() };
    let broken = |_| Error::Fault(format!("decision {} has no day", decision.id));
    let decided_on = decision.content.decided_on.parse().map_err(broken)?;
    let then = explain_route(grounds, decided_on, &licence);
    Ok(if then.responsibility.is_some() { then } else { explain_route(grounds, today, &licence) })
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
