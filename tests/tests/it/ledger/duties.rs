//! The invariants of duties: a clock is opened once, and ends once; the duty ledger says so too.

use std::collections::BTreeSet;

use anyhow::ensure;
use ids::{DutyId, Uuid};
use prost::Message;
use proto::duty::v1::{DutyDischarged, DutyOpened, DutyWithdrawn};
use sqlx::{PgPool, Row};

use super::count;

/// One clock a decision and one a delivery, stock aside; the ended ones are those of what was pushed, claimed, returned.
pub(super) async fn every_clock_runs_once(approval: &PgPool, supervision: &PgPool) -> anyhow::Result<()> {
    let decided = "select count(*) from approval.decision where push_started_at is not null";
    let pushed = "select count(*) from exchange.push where push_started_at is not null";
    expect(approval, "C1", count(approval, decided).await?, count(approval, pushed).await?).await?;
    let delivered = "select count(*) from exchange.delivery where claim_started_at is not null";
    let closed =
        "select count(*) from exchange.delivery where claim_started_at is not null and closed_at is not null";
    expect(supervision, "C2", count(supervision, delivered).await?, count(supervision, closed).await?).await
}

async fn expect(side: &PgPool, kind: &str, opened: i64, ended: i64) -> anyhow::Result<()> {
    let (mut open, mut over) = (BTreeSet::new(), Vec::new());
    for body in bodies(side, "duty_opened").await? {
        let duty = DutyOpened::decode(&*body)?;
        ensure!(duty.kind == kind, "a clock {} on this side", duty.kind);
        ensure!(open.insert(duty.duty_id.clone()), "a clock {kind} was opened twice");
        over.extend(duty.discharge_time.map(|_| duty.duty_id));
    }
    ensure!(i64::try_from(open.len())? == opened, "{} clocks {kind} for {opened}", open.len());
    for body in bodies(side, "duty_discharged").await? {
        over.push(DutyDischarged::decode(&*body)?.duty_id);
    }
    for body in bodies(side, "duty_withdrawn").await? {
        over.push(DutyWithdrawn::decode(&*body)?.duty_id);
    }
    ensure!(i64::try_from(over.len())? == ended, "{} clocks {kind} ended, not {ended}", over.len());
    for duty in over {
        ensure!(open.remove(&duty), "a clock {kind} ended twice, or was never opened");
    }
    Ok(())
}

async fn bodies(side: &PgPool, event: &str) -> anyhow::Result<Vec<Vec<u8>>> {
    let bodies = sqlx::query_scalar("select body from mailbox.message where event = $1").bind(event);
    Ok(bodies.fetch_all(side).await?)
}

/// A duty: its kind, who owes it to whom, its state, when it began and when it ended.
type Known = (String, String, String, String, String, Option<String>);

/// The ledger of the third service has what the exchange's own tables say, and nothing else; and its board counts that.
pub(super) async fn the_duty_ledger_agrees(
    notification: &PgPool,
    approval: &PgPool,
    supervision: &PgPool,
) -> anyhow::Result<()> {
    let pushes = "select id, 'C1', unit, '', case when push_id is null then 'open' else 'discharged' end,
            push_started_at::text, null
         from approval.decision where push_started_at is not null";
    let claims = "select delivery.id, 'C2', unit, sender_unit,
            case state when 'delivered' then 'open' when 'claimed' then 'discharged' else 'withdrawn' end,
            claim_started_at::text, closed_at::text
         from exchange.delivery where claim_started_at is not null";
    let ledger = "select id, kind, owed_by, owed_to, state, started_at::text,
            case kind when 'C1' then null else ended_at::text end
         from notification.duty where opened_at is not null";
    let mut expected = known(approval, pushes).await?;
    expected.extend(known(supervision, claims).await?);
    let expected: BTreeSet<(Uuid, Known)> =
        expected.into_iter().map(|(id, duty)| (DutyId::of(&duty.0, id).0, duty)).collect();
    let found: BTreeSet<(Uuid, Known)> = known(notification, ledger).await?.into_iter().collect();
    let odd: Vec<_> = expected.symmetric_difference(&found).take(2).collect();
    ensure!(odd.is_empty(), "the duty ledger and the exchange know duties differently: {odd:?}");
    let counted =
        count(notification, "select coalesce(sum(open), 0)::bigint from notification.tally").await?;
    let open = count(notification, "select count(*) from notification.duty where state = 'open'").await?;
    ensure!(counted == open, "the board counts {counted} open duties of {open}");
    Ok(())
}

async fn known(side: &PgPool, statement: &'static str) -> anyhow::Result<Vec<(Uuid, Known)>> {
    let mut known = Vec::new();
    for row in sqlx::query(statement).fetch_all(side).await? {
        let duty = (
            row.try_get(1)?,
            row.try_get(2)?,
            row.try_get(3)?,
            row.try_get(4)?,
            row.try_get(5)?,
            row.try_get(6)?,
        );
        known.push((row.try_get(0)?, duty));
    }
    Ok(known)
}
