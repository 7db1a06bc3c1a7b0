//! What a receiver is told when it asks whether silence means that nothing was done (在途核对).

use clock::Clock;
use ids::MessageId;
use mailbox::{AnswersTransit, Event, Handle, Received, Rejected, run_until_empty};
use prost::Message;
use proto::duty::v1::{DutyDischarged, TransitAnswered, TransitAsked};

use crate::harness::{Service, pair, service, settings};

async fn asked(of: &Service, service: &str) -> Result<(), Rejected> {
    let mut tx = database::begin(&of.system).await?;
    let asked = Received {
        id: MessageId::generate(),
        sender: "notification".to_owned(),
        received_at: Clock::system().now(),
        traceparent: None,
        event: TransitAsked { check_id: String::new(), service: service.to_owned() },
    };
    AnswersTransit(of.outbox.clone()).handle(&mut tx, &[asked]).await?;
    Ok(tx.commit().await?)
}

/// The answers so far, oldest first: whether complete, and which messages are on the way.
async fn answers(of: &Service) -> Vec<(bool, Vec<String>)> {
    let bodies: Vec<Vec<u8>> =
        sqlx::query_scalar("select body from mailbox.message where event = $1 order by position")
            .bind(TransitAnswered::NAME)
            .fetch_all(&of.superuser)
            .await
            .unwrap();
    let read = |body: Vec<u8>| TransitAnswered::decode(body.as_slice()).unwrap();
    bodies.into_iter().map(read).map(|answer| (answer.complete, answer.message_ids)).collect()
}

async fn discharge(of: &Service) -> String {
    let mut tx = database::begin(&of.system).await.unwrap();
    let ids = of.outbox.send(&mut tx, &[DutyDischarged::default()]).await.unwrap();
    tx.commit().await.unwrap();
    ids[0].to_string()
}

#[tokio::test]
async fn the_answer_names_what_is_said_of_duties_and_has_no_receipt() {
    let (approval, supervision) = pair(settings()).await;
    asked(&approval, "approval").await.unwrap();
    mailbox::enrol(&approval.system, "notification").await.unwrap();
    approval.say(&["not of duties"]).await;
    let one = discharge(&approval).await;
    let two = discharge(&approval).await;
    asked(&approval, "supervision").await.unwrap();
    asked(&approval, "approval").await.unwrap();
    let expected = [(false, vec![]), (true, vec![one, two])];
    assert_eq!(answers(&approval).await, expected, "the first came from nobody that takes part");

    let notification = service("notification", &["approval"], approval.settings.clone()).await;
    run_until_empty(&[&approval.mailbox, &supervision.mailbox, &notification.mailbox]).await.unwrap();
    let mut tx = database::begin(&notification.system).await.unwrap();
    for (_, on_the_way) in expected {
        let on_the_way: Vec<MessageId> = on_the_way.iter().map(|id| id.parse().unwrap()).collect();
        assert!(
            mailbox::have_arrived(&mut tx, &on_the_way).await.unwrap(),
            "parked, since nobody takes them"
        );
    }
    assert!(!mailbox::have_arrived(&mut tx, &[MessageId::generate()]).await.unwrap());
}

/// Its message will have an instant from before the question, and comes after the answer.
#[tokio::test]
async fn while_a_transaction_that_has_spoken_is_open_nothing_is_answered_for_certain() {
    let (approval, _supervision) = pair(settings()).await;
    mailbox::enrol(&approval.system, "notification").await.unwrap();
    let mut slow = database::begin(&approval.rpc).await.unwrap();
    let late = approval.outbox.send(&mut slow, &[DutyDischarged::default()]).await.unwrap();
    asked(&approval, "approval").await.unwrap();
    slow.commit().await.unwrap();
    asked(&approval, "approval").await.unwrap();
    assert_eq!(answers(&approval).await, [(false, vec![]), (true, vec![late[0].to_string()])]);
}
