//! The audit trail.

use refusal::Refusal;
use shell::{Error, as_caller, revealed, spawned};
use sqlx::AssertSqlSafe;
use tonic::Code;

use crate::stage::{RPC, Stage, attempt, caller, request_id, write_effect};

type Row = (Option<String>, String, Option<String>, String, Option<String>, Option<String>, Vec<String>);

async fn rows(stage: &Stage) -> Vec<Row> {
    sqlx::query_as(
        "select unit, rpc, official, outcome, reason, purpose, objects from shell.audit order by id",
    )
    .fetch_all(&stage.system)
    .await
    .unwrap()
}

#[tokio::test]
async fn a_write_says_who_did_what_to_which_record() {
    let stage = Stage::new().await;
    let answer = write_effect(&stage.doors, &caller("scjgj"), attempt(&request_id(), b"")).await.unwrap();
    let expected: Row = (
        Some("scjgj".to_owned()),
        RPC.to_owned(),
        Some("scjgj-01".to_owned()),
        "done".to_owned(),
        None,
        None,
        vec![answer.cause],
    );
    assert_eq!(rows(&stage).await, [expected]);
}

#[tokio::test]
async fn a_refusal_is_recorded_and_answered() {
    let stage = Stage::new().await;
    let refused = async { Err::<(), _>(Error::from(Refusal::not_found("delivery", "送达"))) };
    let status = spawned(&stage.doors, &caller("scjgj"), RPC, refused).await.unwrap_err();
    assert_eq!(status.code(), Code::NotFound);
    let rows = rows(&stage).await;
    assert_eq!(rows.len(), 1);
    assert_eq!((rows[0].3.as_str(), rows[0].4.as_deref()), ("refused", Some("NOT_FOUND")));
}

#[tokio::test]
async fn a_panic_is_a_fault_and_no_refusal() {
    let stage = Stage::new().await;
    let panics = async { if true { panic!("on purpose") } else { Ok(()) } };
    let status = spawned(&stage.doors, &caller("scjgj"), RPC, panics).await.unwrap_err();
    assert_eq!(status.code(), Code::Internal);
    assert!(rows(&stage).await.is_empty());
}

#[tokio::test]
async fn a_reveal_is_recorded_with_its_purpose() {
    let (stage, scjgj) = (Stage::new().await, caller("scjgj"));
    let tx = as_caller(&stage.doors, &scjgj).await.unwrap();
    revealed(&stage.doors, &scjgj, tx, RPC, &["a delivery".to_owned()], "监管履职").await.unwrap();
    let rows = rows(&stage).await;
    assert_eq!((rows[0].3.as_str(), rows[0].5.as_deref()), ("revealed", Some("监管履职")));
    assert_eq!(rows[0].6, ["a delivery"]);
}

/// Even a superuser has to take the trigger away first.
#[tokio::test]
async fn the_trail_only_grows() {
    let stage = Stage::new().await;
    write_effect(&stage.doors, &caller("scjgj"), attempt(&request_id(), b"")).await.unwrap();
    for statement in
        ["update shell.audit set unit = 'wjj'", "delete from shell.audit", "truncate shell.audit"]
    {
        for pool in [&stage.superuser, &stage.system, &stage.doors.rpc] {
            assert!(sqlx::query(AssertSqlSafe(statement)).execute(pool).await.is_err(), "{statement}");
        }
    }
    assert_eq!(rows(&stage).await.len(), 1);
}

#[tokio::test]
async fn a_caller_leaves_rows_in_its_own_name_and_reads_none() {
    let stage = Stage::new().await;
    let mut tx = as_caller(&stage.doors, &caller("scjgj")).await.unwrap();
    let forged = sqlx::query(
        "insert into shell.audit (at, unit, system, rpc, outcome) values (now(), 'wjj', 'x', 'x', 'done')",
    );
    assert!(forged.execute(&mut *tx).await.unwrap_err().to_string().contains("row-level security"));
    let mut tx = as_caller(&stage.doors, &caller("scjgj")).await.unwrap();
    assert!(sqlx::query("select from shell.audit").execute(&mut *tx).await.is_err());
}
