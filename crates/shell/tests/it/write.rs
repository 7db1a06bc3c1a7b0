//! The same `request_id` has one effect and one answer; `validate_only` has none.

use proto::exchange::v1::{ClaimDeliveryRequest, ReturnDeliveryRequest};
use shell::{Attempt, Begun, Caller, Ended, Official, as_caller};
use tonic_types::StatusExt;

use crate::stage::{REFUSED, Stage, caller, claim, reason, request_id, write};

#[tokio::test]
async fn the_same_request_gets_the_same_answer_and_is_done_once() {
    let stage = Stage::new().await;
    let id = request_id();
    let first = write(&stage.resources, &caller("scjgj"), claim(&id, "body")).await.unwrap();
    let again = write(&stage.resources, &caller("scjgj"), claim(&id, "body")).await.unwrap();
    assert_eq!(first, again);
    assert_eq!((stage.effects().await, stage.count("shell.audit").await), (1, 1));
}

#[tokio::test]
async fn the_same_id_for_another_request_is_refused() {
    let stage = Stage::new().await;
    let id = request_id();
    let scjgj = caller("scjgj");
    write(&stage.resources, &scjgj, claim(&id, "body")).await.unwrap();
    let colleague = Caller { official: Some(Official { id: "scjgj-02".parse().unwrap() }), ..scjgj.clone() };
    for (caller, delivery) in [(&scjgj, "other body"), (&colleague, "body")] {
        let status = write(&stage.resources, caller, claim(&id, delivery)).await.unwrap_err();
        assert_eq!(reason(&status), "REQUEST_ID_REUSED");
    }
    let other = ReturnDeliveryRequest { request_id: id, id: "body".to_owned(), ..Default::default() };
    let status = write(&stage.resources, &scjgj, other).await.unwrap_err();
    assert_eq!(reason(&status), "REQUEST_ID_REUSED");
    assert_eq!(stage.effects().await, 1);
}

#[tokio::test]
async fn two_units_may_choose_the_same_id() {
    let stage = Stage::new().await;
    let id = request_id();
    let first = write(&stage.resources, &caller("scjgj"), claim(&id, "body")).await.unwrap();
    let second = write(&stage.resources, &caller("wjj"), claim(&id, "other body")).await.unwrap();
    assert_ne!(first, second);
    assert_eq!(stage.effects().await, 2);
}

#[tokio::test]
async fn of_many_at_once_one_is_done_and_all_get_its_answer() {
    let stage = Stage::new().await;
    let id = request_id();
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let resources = stage.resources.clone();
        let id = id.clone();
        calls.spawn(async move { write(&resources, &caller("scjgj"), claim(&id, "body")).await.unwrap() });
    }
    let answers = calls.join_all().await;
    assert!(answers.iter().all(|answer| *answer == answers[0]));
    assert_eq!((stage.effects().await, stage.count("shell.request").await), (1, 1));
}

#[tokio::test]
async fn validating_leaves_nothing_and_leaves_the_id_free() {
    let stage = Stage::new().await;
    let id = request_id();
    let only = ClaimDeliveryRequest { validate_only: true, ..claim(&id, "body") };
    for _ in 0..2 {
        assert!(write(&stage.resources, &caller("scjgj"), only.clone()).await.unwrap().delivery.is_some());
    }
    assert_eq!((stage.effects().await, stage.count("shell.request").await), (0, 0));
    assert_eq!(stage.count("shell.audit").await, 0);
    write(&stage.resources, &caller("scjgj"), claim(&id, "body without validate_only")).await.unwrap();
    assert_eq!(stage.effects().await, 1);
}

#[tokio::test]
async fn a_write_that_is_refused_leaves_nothing_and_leaves_the_id_free() {
    let stage = Stage::new().await;
    let id = request_id();
    let refused = write(&stage.resources, &caller("scjgj"), claim(&id, REFUSED)).await.unwrap_err();
    assert_eq!(reason(&refused), "NOT_FOUND");
    assert_eq!((stage.effects().await, stage.count("shell.request").await), (0, 0));
    write(&stage.resources, &caller("scjgj"), claim(&id, "other body")).await.unwrap();
    assert_eq!(stage.effects().await, 1);
}

/// Several writes of one unit in one transaction: each begins by itself, and all answers are kept at once.
#[tokio::test]
async fn attempts_begin_and_end_many_at_a_time() {
    let stage = Stage::new().await;
    let scjgj = caller("scjgj");
    let now = stage.resources.clock.now();
    let requests: Vec<ClaimDeliveryRequest> = (0..3).map(|_| claim(&request_id(), "body")).collect();
    let attempts: Vec<Attempt<'_>> =
        requests.iter().map(|request| Attempt::of(&scjgj, request, now).unwrap()).collect();
    let mut tx = as_caller(&stage.resources, &scjgj).await.unwrap();
    let begun = shell::begin(&mut tx, &attempts[..2]).await.unwrap();
    assert!(begun.iter().all(|begun| matches!(begun, Ok(Begun::Fresh))));
    let ended = [("one", 0), ("two", 1)].map(|(answer, place)| Ended {
        attempt: &attempts[place],
        objects: &[],
        answer: answer.as_bytes().to_vec(),
    });
    shell::end(&mut tx, &ended).await.unwrap();
    tx.commit().await.unwrap();

    let other = claim(&requests[2].request_id, "other body");
    let again = [attempts[1].clone(), attempts[2].clone(), attempts[0].clone()];
    let twice = [Attempt::of(&scjgj, &other, now).unwrap(), attempts[2].clone()];
    let mut tx = as_caller(&stage.resources, &scjgj).await.unwrap();
    let begun = shell::begin(&mut tx, &[again.as_slice(), &twice].concat()).await.unwrap();
    assert!(matches!(&begun[0], Ok(Begun::Answered(answer)) if **answer == *b"two"));
    assert!(matches!(&begun[1], Ok(Begun::Fresh)));
    assert!(matches!(&begun[2], Ok(Begun::Answered(answer)) if **answer == *b"one"));
    for second in &begun[3..] {
        assert_eq!(second.as_ref().unwrap_err().reason, "REQUEST_ID_REUSED", "of one slice");
    }
    assert_eq!(stage.count("shell.audit").await, 2);
}

#[tokio::test]
async fn a_request_id_is_a_uuid() {
    let stage = Stage::new().await;
    for bad in ["", "7", "不是UUID", "0199a1b2-0000-7000-8000-00000000000g"] {
        let status = write(&stage.resources, &caller("scjgj"), claim(bad, "body")).await.unwrap_err();
        let wrong = status.get_details_bad_request().unwrap();
        assert_eq!(wrong.field_violations[0].field, "request_id");
    }
}

/// Row-level security shows a unit its own requests only, in transactions that say who calls, and none in others.
#[tokio::test]
async fn a_unit_sees_only_its_own_requests() {
    let stage = Stage::new().await;
    write(&stage.resources, &caller("scjgj"), claim(&request_id(), "body")).await.unwrap();
    for (unit, seen) in [("scjgj", 1), ("wjj", 0)] {
        let mut tx = as_caller(&stage.resources, &caller(unit)).await.unwrap();
        let count: i64 =
            sqlx::query_scalar("select count(*) from shell.request").fetch_one(&mut *tx).await.unwrap();
        assert_eq!(count, seen, "{unit}");
    }
    let mut nobody = database::begin(&stage.resources.rpc).await.unwrap();
    let count: i64 =
        sqlx::query_scalar("select count(*) from shell.request").fetch_one(&mut *nobody).await.unwrap();
    assert_eq!(count, 0);
}
