//! Facts for a service that is not installed yet.

use scenarios::stage::{Stage, until};
use sqlx::PgPool;

use crate::{
    desk::{approver, arrived, claim, claimant, record},
    ledger::{Ledger, count},
    paper::{GAS, recording},
};

const KEPT: &str = "select count(*) from mailbox.message where 'notification' = any (receivers)";
const ENROLLED: &str = "select count(*) from mailbox.todo where receiver = 'notification'";

/// A service that is added later loses no history: its messages are kept, and handed out once it takes part.
#[tokio::test]
async fn the_facts_of_duties_wait_for_notification_and_are_handed_out_once_it_is_enrolled()
-> anyhow::Result<()> {
    let stage = Stage::for_test("2026-10-08T09:00:00+08:00").await?;
    let office = approver(&stage)?;
    let decision = record(&office, recording(GAS, "1")).await?;
    let zjj = claimant(&stage, "zjj")?;
    claim(&zjj, &arrived(&zjj, &decision.push_id).await?.id).await?;
    let ledger = Ledger::open(&stage);
    ledger.prove().await?;
    assert_eq!(duties(&ledger.approval).await?, [("duty_opened".to_owned(), 1)], "and done in the same");
    assert_eq!(
        duties(&ledger.supervision).await?,
        [("duty_discharged".to_owned(), 1), ("duty_opened".to_owned(), 3)]
    );
    assert_eq!([rows(&ledger.approval).await?.1, rows(&ledger.supervision).await?.1], [0, 0]);

    for side in [&ledger.approval, &ledger.supervision] {
        mailbox::enrol(side, "notification").await?;
        let (kept, todo) = rows(side).await?;
        assert!(kept > 0 && kept == todo, "{kept} kept, {todo} handed out");
    }
    mailbox::enrol(&ledger.approval, "notification").await?;
    record(&office, recording(GAS, "2")).await?;
    until("what is new to be handed out as well", async || {
        let (kept, todo) = rows(&ledger.approval).await?;
        Ok((kept == todo && duties(&ledger.approval).await?[0].1 == 2).then_some(()))
    })
    .await
}

async fn rows(side: &PgPool) -> anyhow::Result<(i64, i64)> {
    Ok((count(side, KEPT).await?, count(side, ENROLLED).await?))
}

async fn duties(side: &PgPool) -> anyhow::Result<Vec<(String, i64)>> {
    let counted = sqlx::query_as(
        "select event, count(*) from mailbox.message where event like 'duty%' group by event order by event",
    );
    Ok(counted.fetch_all(side).await?)
}
