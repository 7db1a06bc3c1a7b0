//! `request_id` and `validate_only`.

use shell::{Attempt, Caller, Official, Write, as_caller};

use crate::stage::{Answer, RPC, Stage, attempt, caller, insert_effect, reason, request_id, write_effect};

#[tokio::test]
async fn the_same_request_gets_the_same_answer_and_is_done_once() {
    let (stage, id) = (Stage::new().await, request_id());
    let first = write_effect(&stage.doors, &caller("scjgj"), attempt(&id, b"body")).await.unwrap();
    let again = write_effect(&stage.doors, &caller("scjgj"), attempt(&id, b"body")).await.unwrap();
    assert_eq!(first, again);
    assert_eq!((stage.effects().await, stage.count("shell.audit").await), (1, 1));
}

#[tokio::test]
async fn the_same_id_for_another_request_is_refused() {
    let (stage, id) = (Stage::new().await, request_id());
    let scjgj = caller("scjgj");
    write_effect(&stage.doors, &scjgj, attempt(&id, b"body")).await.unwrap();
    let colleague = Caller { official: Some(Official { id: "scjgj-02".parse().unwrap() }), ..scjgj.clone() };
    for (caller, attempt) in [
        (&scjgj, attempt(&id, b"other body")),
        (
            &scjgj,
            Attempt { rpc: "/shenguan.exchange.v1.DeliveryService/ReturnDelivery", ..attempt(&id, b"body") },
        ),
        (&colleague, attempt(&id, b"body")),
    ] {
        let error = write_effect(&stage.doors, caller, attempt).await.unwrap_err();
        assert_eq!(reason(&error), "REQUEST_ID_REUSED");
    }
    assert_eq!(stage.effects().await, 1);
}

#[tokio::test]
async fn two_units_may_choose_the_same_id() {
    let (stage, id) = (Stage::new().await, request_id());
    let first = write_effect(&stage.doors, &caller("scjgj"), attempt(&id, b"body")).await.unwrap();
    let second = write_effect(&stage.doors, &caller("wjj"), attempt(&id, b"other body")).await.unwrap();
    assert_ne!(first, second);
    assert_eq!(stage.effects().await, 2);
}

#[tokio::test]
async fn of_many_at_once_one_is_done_and_all_get_its_answer() {
    let (stage, id) = (Stage::new().await, request_id());
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let (doors, id) = (stage.doors.clone(), id.clone());
        calls.spawn(
            async move { write_effect(&doors, &caller("scjgj"), attempt(&id, b"body")).await.unwrap() },
        );
    }
    let answers = calls.join_all().await;
    assert!(answers.iter().all(|answer| *answer == answers[0]));
    assert_eq!((stage.effects().await, stage.count("shell.request").await), (1, 1));
}

#[tokio::test]
async fn validating_leaves_nothing_and_leaves_the_id_free() {
    let (stage, id) = (Stage::new().await, request_id());
    let only = Attempt { validate_only: true, ..attempt(&id, b"body") };
    for _ in 0..2 {
        assert!(write_effect(&stage.doors, &caller("scjgj"), only).await.unwrap().handled);
    }
    assert_eq!((stage.effects().await, stage.count("shell.request").await), (0, 0));
    assert_eq!(stage.count("shell.audit").await, 0);
    write_effect(&stage.doors, &caller("scjgj"), attempt(&id, b"body without validate_only")).await.unwrap();
    assert_eq!(stage.effects().await, 1);
}

#[tokio::test]
async fn a_write_that_is_not_committed_leaves_nothing_and_leaves_the_id_free() {
    let (stage, id) = (Stage::new().await, request_id());
    let write = Write::<Answer>::begin(&stage.doors, &caller("scjgj"), attempt(&id, b"body")).await.unwrap();
    let Write::Fresh(mut open) = write else { panic!("answered before") };
    insert_effect(open.tx(), ids::MessageId::generate().0).await;
    drop(open);
    write_effect(&stage.doors, &caller("scjgj"), attempt(&id, b"other body")).await.unwrap();
    assert_eq!(stage.effects().await, 1);
}

#[tokio::test]
async fn a_request_id_is_a_uuid() {
    let stage = Stage::new().await;
    for bad in ["", "7", "不是UUID", "0199a1b2-0000-7000-8000-00000000000g"] {
        let error = write_effect(&stage.doors, &caller("scjgj"), attempt(bad, b"body")).await.unwrap_err();
        let shell::Error::Refused(refusal) = error else { panic!("{error}") };
        assert_eq!(refusal.violations[0].field, "request_id");
    }
}

/// Row-level security shows a unit its own requests only, in transactions that say who calls, and none in others.
#[tokio::test]
async fn a_unit_sees_only_its_own_requests() {
    let stage = Stage::new().await;
    write_effect(&stage.doors, &caller("scjgj"), attempt(&request_id(), RPC.as_bytes())).await.unwrap();
    for (unit, seen) in [("scjgj", 1), ("wjj", 0)] {
        let mut tx = as_caller(&stage.doors, &caller(unit)).await.unwrap();
        let count: i64 =
            sqlx::query_scalar("select count(*) from shell.request").fetch_one(&mut *tx).await.unwrap();
        assert_eq!(count, seen, "{unit}");
    }
    let mut nobody = database::begin(&stage.doors.rpc).await.unwrap();
    let count: i64 =
        sqlx::query_scalar("select count(*) from shell.request").fetch_one(&mut *nobody).await.unwrap();
    assert_eq!(count, 0);
}
