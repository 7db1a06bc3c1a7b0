//! Two processes of each service on the same database.

use scenarios::stage::{Stage, until};

use super::{
    load::{import_month, record_many},
    side::place,
    steps::{HEARD, HEARD_AGAIN},
    way::{holds, last_said},
};
use crate::{
    desk::{approver, record},
    ledger::{Ledger, Tally},
    paper::{MEDICINE, recording},
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

/// F7: the receiver stands still with a message in hand for longer than the broker waits for its ack.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_stopped_replica_has_in_hand_comes_to_the_other_and_has_one_effect() -> anyhow::Result<()> {
    let mut stage = Stage::for_test("2026-10-08T09:00:00+08:00").await?;
    let mut second = stage.replica("supervision")?;
    for replica in [&mut stage.supervision, &mut second] {
        replica.set("SHENGUAN__NATS__ACK_WAIT_SECONDS", "1");
    }
    stage.supervision.end().await?;
    stage.supervision.start()?;
    stage.supervision.ready().await?;
    let (office, ledger) = (approver(&stage)?, Ledger::open(&stage));
    let place = place(&stage.ground, "supervision", "approval").await?;
    let in_hand = |many: usize| {
        let place = &place;
        until("the broker to hand it out", async move || {
            Ok((place.get_info().await?.num_ack_pending == many).then_some(()))
        })
    };
    record(&office, recording(MEDICINE, "0")).await?;
    ledger.settle().await?;
    in_hand(0).await?;

    stage.supervision.pause(true)?;
    record(&office, recording(MEDICINE, "1")).await?;
    let push = last_said(&ledger.approval, "push_sent").await?;
    in_hand(1).await?;
    // From now on nobody but the broker can bring it to the second.
    stage.approval.pause(true)?;
    second.start()?;
    holds(&ledger.supervision, HEARD, push).await?;
    stage.supervision.pause(false)?;
    holds(&ledger.supervision, HEARD_AGAIN, push).await?;
    stage.approval.pause(false)?;
    let expected = Tally { decisions: 2, pushes: 2, deliveries: 2, claimed: 0 };
    assert_eq!(ledger.prove().await?, expected);
    Ok(())
}
