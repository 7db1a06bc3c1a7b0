//! A service that was away for long.

use jiff::ToSpan;
use scenarios::stage::Stage;

use crate::{
    desk::{approver, arrived, at, claim, claimant, instant, push_now, record},
    ledger::{Ledger, Tally},
    paper::{GAS, recording},
};

/// B07: no look-back window, no night run: what was decided meanwhile arrives, and its claim clock starts on arrival.
#[tokio::test]
async fn a_restart_after_twenty_days_loses_nothing() -> anyhow::Result<()> {
    let mut stage = Stage::for_test("2026-10-08T09:00:00+08:00").await?;
    let before = record(&approver(&stage)?, recording(GAS, "0")).await?;
    let delivery = arrived(&claimant(&stage, "zjj")?, &before.push_id).await?;
    claim(&claimant(&stage, "zjj")?, &delivery.id).await?;

    stage.supervision.end().await?;
    let mut recorded = vec![before.id];
    for day in 1..=20 {
        stage.set_clock(at("2026-10-08T09:00") + (24 * day).hours())?;
        recorded.push(record(&approver(&stage)?, recording(GAS, &day.to_string())).await?.id);
        if day == 10 {
            stage.approval.end().await?;
            stage.approval.start()?;
            stage.approval.ready().await?;
        }
    }
    stage.supervision.start()?;
    stage.supervision.ready().await?;

    let ledger = Ledger::open(&stage);
    let tally = ledger.prove().await?;
    assert_eq!(tally, Tally { decisions: 21, pushes: 21, deliveries: 63, claimed: 1 });
    ledger.has_decisions(&recorded).await?;
    let office = approver(&stage)?;
    let last = crate::desk::decision_now(&office, &recorded[1]).await?;
    for seen in push_now(&office, &last.push_id).await?.deliveries {
        assert_eq!(instant(seen.receive_time), at("2026-10-28T09:00"));
        let due = seen.claim_deadline.unwrap_or_default().due_time;
        assert_eq!(instant(due), at("2026-10-30T00:00"), "the silence of the platform is nobody's lateness");
    }
    Ok(())
}
