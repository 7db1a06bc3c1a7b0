//! Callers that go away (launchbadge/sqlx#4393: `begin` is not cancel-safe in sqlx 0.9).

use std::{
    pin::pin,
    time::{Duration, Instant},
};

use rand::Rng;
use shell::{Error, Resources, as_caller, spawned};
use tokio::{sync::mpsc, time::timeout};

use crate::stage::{RPC, Stage, caller, insert_effect};

/// However often a read is cut off, the next statement on the same connection is really committed: it does not land in
/// a transaction that nobody ends.
#[tokio::test]
async fn a_cancelled_call_poisons_nothing() {
    let stage = Stage::with_connections(1).await;
    // So that the connection stands, and what is cut off is `begin`.
    let scjgj = caller("scjgj");
    as_caller(&stage.resources, &scjgj).await.unwrap();
    let mut cut_off = 0;
    for done in 1..=100 {
        let after = Duration::from_micros(rand::rng().random_range(0..1_000));
        let read = as_caller(&stage.resources, &scjgj);
        cut_off += u32::from(poll_for(after, read).await.is_none());
        let insert = sqlx::query("insert into stage.effect (id) values (gen_random_uuid())");
        insert.execute(&stage.resources.rpc).await.unwrap();
        assert_eq!(stage.effects().await, done, "lost after {cut_off} cuts");
    }
    assert!(cut_off > 0, "nothing was cut off");
}

/// Polls again and again for this long, then drops: finer than a timer.
async fn poll_for<T>(time: Duration, work: impl Future<Output = T>) -> Option<T> {
    let mut work = pin!(work);
    let begun = Instant::now();
    loop {
        tokio::select! {
            biased;
            done = &mut work => return Some(done),
            () = tokio::task::yield_now() => {}
        }
        if begun.elapsed() > time {
            return None;
        }
    }
}

/// A caller that goes away after its write began leaves a finished write, not half of one.
#[tokio::test]
async fn a_spawned_write_runs_to_its_end() {
    const CALLS: usize = 40;
    let stage = Stage::new().await;
    let (done, mut ended) = mpsc::unbounded_channel();
    for _ in 0..CALLS {
        let resources = stage.resources.clone();
        let done = done.clone();
        let work = async move {
            insert_and_commit(&resources).await?;
            done.send(()).unwrap();
            Ok(())
        };
        let after = Duration::from_micros(rand::rng().random_range(0..2_000));
        let _cut_off = timeout(after, spawned(&stage.resources, &caller("scjgj"), RPC, work)).await;
    }
    drop(done);
    for _ in 0..CALLS {
        // None where a work was dropped with its sender.
        ended.recv().await.unwrap();
    }
    assert_eq!(stage.effects().await, i64::try_from(CALLS).unwrap());
}

async fn insert_and_commit(resources: &Resources) -> Result<(), Error> {
    let mut tx = as_caller(resources, &caller("scjgj")).await?;
    insert_effect(&mut tx, ids::MessageId::generate().0).await;
    Ok(tx.commit().await?)
}
