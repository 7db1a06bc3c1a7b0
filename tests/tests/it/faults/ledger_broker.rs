//! The broker forgets, or stands still, while the duty ledger listens.

use std::collections::BTreeSet;

use anyhow::{Context, ensure};
use ids::{DutyId, Uuid};
use scenarios::stage::{Stage, until};
use sqlx::PgPool;

use super::{broker::record_while_wiping, load::claim_many};
use crate::{
    desk::{approver, arrived, at, claim, claimant, record},
    ledger::{Ledger, Tally, count},
    paper::{MEDICINE, recording},
    receivers::decided,
};

/// F9, with the third service: the office (督办) relies on it that a duty which is not in the ledger does not exist, and that one
/// which is open there was not done.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_broker_wiped_under_load_leaves_no_gap_in_the_duty_ledger() -> anyhow::Result<()> {
    let mut stage = Stage::with_notification_on_own_broker("2026-10-08T09:00:00+08:00").await?;
    let (office, zjj) = (approver(&stage)?, claimant(&stage, "zjj")?);
    let ledger = Ledger::open(&stage);
    let (recorded, ()) =
        futures::try_join!(record_while_wiping(&mut stage, &office, &ledger), claim_many(&zjj, 150))?;
    let tally = ledger.prove().await?;
    assert_eq!(tally, Tally { decisions: 150, pushes: 150, deliveries: 450, claimed: 150 });
    ledger.has_decisions(&recorded).await?;

    let notification = ledger.notification.as_ref().context("installed")?;
    every_clock_has_its_duty(&ledger, notification).await?;
    for (state, many) in [("open", 300), ("discharged", 150 + 150), ("withdrawn", 0)] {
        let duties = sqlx::query_scalar("select count(*) from notification.duty where state = $1");
        let duties: i64 = duties.bind(state).fetch_one(notification).await?;
        assert_eq!(duties, many, "{state}");
    }
    everything_said_was_heard_once(&ledger, notification).await?;
    assert_eq!(count(notification, "select count(*) from mailbox.parked").await?, 0);
    Ok(())
}

/// Both claims were due on Friday, one was made in time, and its message stands still with the broker. A bureau is never told that it
/// is late because of a message of ours; silence is proven first (在途核对).
#[tokio::test]
async fn a_claim_whose_message_is_still_on_the_way_is_not_called_overdue() -> anyhow::Result<()> {
    let mut stage = Stage::with_notification_on_own_broker("2026-10-08T09:00:00+08:00").await?;
    let (office, scjgj) = (approver(&stage)?, claimant(&stage, "scjgj")?);
    let mut deliveries = Vec::new();
    for number in ["1", "2"] {
        deliveries
            .push(arrived(&scjgj, &record(&office, recording(MEDICINE, number)).await?.push_id).await?.id);
    }
    let notification = Ledger::open(&stage).notification.context("installed")?;
    let reminders = "select count(*) from notification.reminder";
    until("both duties", async || Ok((count(&notification, reminders).await? == 2).then_some(()))).await?;
    stage.nats()?.pause()?;
    stage.set_clock(at("2026-10-09T23:59"))?;
    claim(&scjgj, &deliveries[0]).await?;
    stage.set_clock(at("2026-10-10T09:00"))?;
    let held = "select count(*) from notification.reminder where held_by = 'supervision'";
    until("both to be held", async || Ok((count(&notification, held).await? == 2).then_some(()))).await?;
    let overdue = "select count(distinct duty_id) from notification.notice_duty where step = 'overdue'";
    assert_eq!(count(&notification, overdue).await?, 0);

    stage.nats()?.resume()?;
    until("the other to be told", async || Ok((count(&notification, overdue).await? > 0).then_some(())))
        .await?;
    decided(&notification, at("2026-10-10T09:00")).await?;
    assert_eq!(count(&notification, overdue).await?, 1, "what was done in time is called late");
    let late: Uuid =
        sqlx::query_scalar("select duty_id from notification.notice_duty where step = 'overdue'")
            .fetch_one(&notification)
            .await?;
    assert_eq!(late, DutyId::of("C2", deliveries[1].parse()?).0);
    Ok(())
}

/// A duty: its id, its kind and its state.
type Duty = (Uuid, String, String);

/// C1 of each decision, C2 of each delivery, in the states that those are in, and no other.
async fn every_clock_has_its_duty(ledger: &Ledger, notification: &PgPool) -> anyhow::Result<()> {
    let decisions = "select id, 'C1', case when push_id is null then 'open' else 'discharged' end
        from approval.decision";
    let deliveries = "select id, 'C2',
            case state when 'delivered' then 'open' when 'claimed' then 'discharged' else 'withdrawn' end
        from exchange.delivery";
    let mut expected = BTreeSet::new();
    for (side, clocks) in [(&ledger.approval, decisions), (&ledger.supervision, deliveries)] {
        for (subject, kind, state) in duties(side, clocks).await? {
            expected.insert((DutyId::of(&kind, subject).0, kind, state));
        }
    }
    let found = duties(notification, "select id, kind, state from notification.duty").await?;
    let found: BTreeSet<Duty> = found.into_iter().collect();
    let odd: Vec<&Duty> = expected.symmetric_difference(&found).take(3).collect();
    ensure!(odd.is_empty(), "{} clocks, {} duties, among them {odd:?}", expected.len(), found.len());
    Ok(())
}

async fn duties(side: &PgPool, statement: &'static str) -> anyhow::Result<Vec<Duty>> {
    Ok(sqlx::query_as(statement).fetch_all(side).await?)
}

/// What the two said to notification is in its inbox, with the same body, and nothing else is.
async fn everything_said_was_heard_once(ledger: &Ledger, notification: &PgPool) -> anyhow::Result<()> {
    let mut said: Vec<(Uuid, Vec<u8>)> = Vec::new();
    for sender in [&ledger.approval, &ledger.supervision] {
        let to_it = "select id, body_sha256 from mailbox.message where 'notification' = any (receivers)";
        said.extend(sqlx::query_as::<_, (Uuid, Vec<u8>)>(to_it).fetch_all(sender).await?);
    }
    said.sort();
    let heard: Vec<(Uuid, Vec<u8>)> =
        sqlx::query_as("select message_id, body_sha256 from mailbox.inbox order by message_id")
            .fetch_all(notification)
            .await?;
    ensure!(said == heard, "{} messages were said to notification, it has {}", said.len(), heard.len());
    Ok(())
}
