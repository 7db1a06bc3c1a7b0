//! Counts push clocks of decisions again once the calendar has changed: a year was loaded or corrected, a day closed or
//! reopened.

use exchange::{deadline_to_proto, rules::push_clock};
use ids::DutyId;
use proto::duty::v1::DutyRedated;
use sqlx::PgConnection;

use crate::{
    App,
    model::{Decision, Routing},
    store,
};

/// Counts up to 500 clocks again, of decisions that wait to be routed and of those without a date (待定); gives how many.
/// Only a duty that is still open is said to have another date.
pub(super) async fn date_decisions(app: &App, tx: &mut PgConnection) -> Result<usize, sqlx::Error> {
    let calendar = app.exchange.reference.calendar();
    let keys = &app.exchange.keys.at_rest;
    let mut redated = Vec::new();
    let mut count = 0;
    for mut decision in store::decision::lock_open(tx, keys, calendar.version()).await? {
        let before = decision.deadline.due_at();
        decision.deadline = decision.deadline.recounted(&push_clock::RULE, &calendar);
        store::decision::save(tx, keys, &decision).await?;
        if decision.deadline.due_at() != before {
            redated.extend(redated_duty(&decision));
        }
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
