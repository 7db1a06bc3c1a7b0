//! Every write, refusal and reveal leaves a row.

use proto::exchange::v1::{GetDeliveryRequest, GetDeliveryResponse};
use refusal::Refusal;
use shell::{Error, Read, View, as_caller, refused_item, spawned};
use sqlx::AssertSqlSafe;
use tonic::{Code, Request};
use tonic_types::StatusExt;

use crate::stage::{Effects, RPC, Stage, caller, claim, request_id, write};

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
    let answer = write(&stage.resources, &caller("scjgj"), claim(&request_id(), "")).await.unwrap();
    let expected: Row = (
        Some("scjgj".to_owned()),
        RPC.to_owned(),
        Some("scjgj-01".to_owned()),
        "done".to_owned(),
        None,
        None,
        vec![answer.delivery.unwrap().id],
    );
    assert_eq!(rows(&stage).await, [expected]);
}

#[tokio::test]
async fn a_refusal_is_recorded_and_answered() {
    let stage = Stage::new().await;
    let refused = async { Err::<(), _>(Error::from(Refusal::not_found("delivery", "送达"))) };
    let status = spawned(&stage.resources, &caller("scjgj"), RPC, refused).await.unwrap_err();
    assert_eq!(status.code(), Code::NotFound);
    let rows = rows(&stage).await;
    assert_eq!(rows.len(), 1);
    assert_eq!((rows[0].3.as_str(), rows[0].4.as_deref()), ("refused", Some("NOT_FOUND")));
}

/// Text of a caller that PostgreSQL cannot hold: NUL, and a date beyond its calendar.
#[tokio::test]
async fn a_value_that_cannot_be_stored_is_a_refusal_and_no_fault() {
    for (statement, value) in [("select $1::text", "许可\0证"), ("select ($1::text)::date", "5874898-01-01")]
    {
        let stage = Stage::new().await;
        let resources = stage.resources.clone();
        let stores = async move {
            let mut tx = as_caller(&resources, &caller("scjgj")).await?;
            sqlx::query(AssertSqlSafe(statement)).bind(value).execute(&mut *tx).await?;
            Ok(())
        };
        let status = spawned(&stage.resources, &caller("scjgj"), RPC, stores).await.unwrap_err();
        assert_eq!(status.code(), Code::InvalidArgument);
        let details = status.get_error_details();
        assert_eq!(details.error_info().unwrap().reason, "INVALID_FIELDS");
        assert!(details.localized_message().unwrap().message.contains("NUL"));
        let rows = rows(&stage).await;
        assert_eq!((rows[0].3.as_str(), rows[0].4.as_deref()), ("refused", Some("INVALID_FIELDS")));
    }
}

/// One of a batch, in the batch's transaction: it is recorded if the others are written.
#[tokio::test]
async fn a_refused_item_of_a_batch_is_recorded_with_the_batch() {
    let stage = Stage::new().await;
    let scjgj = caller("scjgj");
    for commits in [false, true] {
        let mut tx = as_caller(&stage.resources, &scjgj).await.unwrap();
        refused_item(&stage.resources, &scjgj, &mut tx, RPC, "a delivery", "NOT_FOUND").await.unwrap();
        if commits {
            tx.commit().await.unwrap();
        } else {
            tx.rollback().await.unwrap();
        }
    }
    let expected: Row = (
        Some("scjgj".to_owned()),
        RPC.to_owned(),
        Some("scjgj-01".to_owned()),
        "refused".to_owned(),
        Some("NOT_FOUND".to_owned()),
        None,
        vec!["a delivery".to_owned()],
    );
    assert_eq!(rows(&stage).await, [expected]);
}

#[tokio::test]
async fn a_panic_is_a_fault_and_no_refusal() {
    let stage = Stage::new().await;
    let panics = async { if true { panic!("on purpose") } else { Ok(()) } };
    let status = spawned(&stage.resources, &caller("scjgj"), RPC, panics).await.unwrap_err();
    assert_eq!(status.code(), Code::Internal);
    assert!(rows(&stage).await.is_empty());
}

impl Read<Effects> for GetDeliveryRequest {
    async fn read(self, _: &Effects, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        view.reveal(&["a delivery".to_owned()], "监管履职").await?;
        Ok(GetDeliveryResponse::default())
    }
}

#[tokio::test]
async fn a_reveal_is_recorded_with_its_purpose() {
    let stage = Stage::new().await;
    let mut request = Request::new(GetDeliveryRequest::default());
    request.extensions_mut().insert(caller("scjgj"));
    shell::read(&Effects { resources: stage.resources.clone() }, request).await.unwrap();
    let rows = rows(&stage).await;
    assert_eq!((rows[0].3.as_str(), rows[0].5.as_deref()), ("revealed", Some("监管履职")));
    assert_eq!(rows[0].6, ["a delivery"]);
}

/// Even a superuser has to take the trigger away first.
#[tokio::test]
async fn the_trail_only_grows() {
    let stage = Stage::new().await;
    write(&stage.resources, &caller("scjgj"), claim(&request_id(), "")).await.unwrap();
    for statement in
        ["update shell.audit set unit = 'wjj'", "delete from shell.audit", "truncate shell.audit"]
    {
        for pool in [&stage.superuser, &stage.system, &stage.resources.rpc] {
            assert!(sqlx::query(AssertSqlSafe(statement)).execute(pool).await.is_err(), "{statement}");
        }
    }
    assert_eq!(rows(&stage).await.len(), 1);
}

#[tokio::test]
async fn a_caller_leaves_rows_in_its_own_name_and_reads_none() {
    let stage = Stage::new().await;
    let mut tx = as_caller(&stage.resources, &caller("scjgj")).await.unwrap();
    let forged = sqlx::query(
        "insert into shell.audit (at, unit, system, rpc, outcome) values (now(), 'wjj', 'x', 'x', 'done')",
    );
    assert!(forged.execute(&mut *tx).await.unwrap_err().to_string().contains("row-level security"));
    let mut tx = as_caller(&stage.resources, &caller("scjgj")).await.unwrap();
    assert!(sqlx::query("select from shell.audit").execute(&mut *tx).await.is_err());
}
