//! The invariant of duties: a clock is opened once, and ends once.

use std::collections::BTreeSet;

use anyhow::ensure;
use prost::Message;
use proto::duty::v1::{DutyDischarged, DutyOpened, DutyWithdrawn};
use sqlx::PgPool;

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
    let mut open = BTreeSet::new();
    for body in bodies(side, "duty_opened").await? {
        let duty = DutyOpened::decode(&*body)?;
        ensure!(duty.kind == kind, "a clock {} on this side", duty.kind);
        ensure!(open.insert(duty.duty_id), "a clock {kind} was opened twice");
    }
    ensure!(i64::try_from(open.len())? == opened, "{} clocks {kind} for {opened}", open.len());
    let mut over = Vec::new();
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
