//! Two processes of each service on the same database.

use scenarios::stage::Stage;

use super::load::{import_month, record_many};
use crate::{
    desk::approver,
    ledger::{Ledger, Tally},
};

/// F6, F7: of two replicas one stops in its tracks, and goes on when the other has done its work.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_replica_that_stops_and_goes_on_later_neither_holds_nor_doubles_anything() -> anyhow::Result<()> {
    let mut stage = Stage::for_test("2026-11-02T09:00:00+08:00").await?;
    let mut second = [stage.replica("approval")?, stage.replica("supervision")?];
    for replica in &mut second {
        replica.start()?;
        replica.ready().await?;
    }
    let office = approver(&stage)?;
    import_month(&office).await?;
    stage.supervision.pause(true)?;
    let recorded = record_many(&office, 0..40).await?;
    stage.approval.pause(true)?;

    let ledger = Ledger::open(&stage);
    let expected = Tally { decisions: 640, pushes: 640, deliveries: 913 + 120, claimed: 0 };
    assert_eq!(ledger.prove().await?, expected, "the second replicas alone");
    stage.supervision.pause(false)?;
    stage.approval.pause(false)?;
    stage.supervision.ready().await?;
    stage.approval.ready().await?;
    let more = record_many(&office, 40..50).await?;
    let expected = Tally { decisions: 650, pushes: 650, deliveries: 913 + 150, claimed: 0 };
    assert_eq!(ledger.prove().await?, expected, "all four together");
    ledger.has_decisions(&recorded).await?;
    ledger.has_decisions(&more).await?;
    drop(second);
    Ok(())
}
