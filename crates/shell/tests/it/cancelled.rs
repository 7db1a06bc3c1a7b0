//! Callers that go away (launchbadge/sqlx#4393: `begin` is not cancel-safe in sqlx 0.9).

use std::time::Duration;

use rand::Rng;
use shell::{as_caller, spawned};
use tokio::{sync::mpsc, time::timeout};

use crate::stage::{RPC, Stage, attempt, caller, insert_effect, request_id, write_effect};

/// However often a read is cut off, the next write on the same connection is really committed.
#[tokio::test]
async fn a_cancelled_call_poisons_nothing() {
    let stage = Stage::with_connections(1).await;
    let mut cut_off = 0;
    for done in 1..=60 {
        let after = Duration::from_micros(rand::rng().random_range(0..2_000));
        let read = async {
            let mut tx = as_caller(&stage.doors, &caller("scjgj")).await.unwrap();
            insert_effect(&mut tx, ids::MessageId::generate().0).await;
        };
        cut_off += u32::from(timeout(after, read).await.is_err());
        write_effect(&stage.doors, &caller("scjgj"), attempt(&request_id(), b"")).await.unwrap();
        assert_eq!(stage.effects().await, done);
    }
    assert!(cut_off > 0, "nothing was cut off");
}

/// A caller that goes away after its write began leaves a finished write, not half of one.
#[tokio::test]
async fn a_spawned_write_runs_to_its_end() {
    const CALLS: usize = 40;
    let stage = Stage::new().await;
    let (done, mut ended) = mpsc::unbounded_channel();
    for _ in 0..CALLS {
        let (doors, done) = (stage.doors.clone(), done.clone());
        let work = async move {
            let answer = write_effect(&doors, &caller("scjgj"), attempt(&request_id(), b"")).await;
            done.send(()).unwrap();
            answer
        };
        let after = Duration::from_micros(rand::rng().random_range(0..2_000));
        let _cut_off = timeout(after, spawned(&stage.doors, &caller("scjgj"), RPC, work)).await;
    }
    for _ in 0..CALLS {
        ended.recv().await.unwrap();
    }
    assert_eq!(stage.effects().await, i64::try_from(CALLS).unwrap());
}
