//! Dates the push clocks that had no date (待定) once the calendar of their year is loaded.

use exchange::{deadline_to_proto, rules::push_clock};
use ids::DutyId;
use proto::duty::v1::DutyRedated;
use sqlx::PgConnection;

use crate::{
    App,
    model::{Decision, Routing},
    store,
};

/// Dates what can be dated; gives how many clocks got a date. Only a duty that is still open is said to have a date.
pub(super) async fn date_decisions(app: &App, tx: &mut PgConnection) -> Result<usize, sqlx::Error> {
    let calendar = app.exchange.reference.calendar();
    let Some(since) = exchange::sweeps::first_day(&calendar) else { return Ok(0) };
    let keys = &app.exchange.keys.at_rest;
    let mut redated = Vec::new();
    let mut count = 0;
    for mut decision in store::decision::lock_undated(tx, keys, since).await? {
        let Some(deadline) = decision.deadline.dated(&push_clock::RULE, &calendar) else { continue };
        decision.deadline = deadline;
        store::decision::save(tx, keys, &decision).await?;
        redated.extend(redated_duty(&decision));
        count += 1;
    }
    app.doors().outbox.send(tx, &redated).await?;
    Ok(count)
}

fn redated_duty(decision: &Decision) -> Option<DutyRedated> {
    let Routing::Unrouted { .. } = decision.routing else { return None };
    Some(DutyRedated {
        duty_id: DutyId::of(push_clock::RULE.kind, decision.id.0).to_string(),
        deadline: deadline_to_proto(&decision.deadline, &push_clock::RULE),
    })
}
