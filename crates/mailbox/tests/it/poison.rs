//! Messages that a handler does not take.

use mailbox::{Outcome, Replayed, parked, run_until_empty, status};

use crate::harness::{Refusal, Service, pair, settings};

#[tokio::test]
async fn a_poisoned_message_is_parked_while_its_neighbours_flow() {
    let (approval, supervision) = pair(settings()).await;
    supervision.notebook.refuse("poison", Refusal::Park);
    let ids = approval.say(&["before", "poison", "after"]).await;
    run_until_empty(&[&approval.mailbox, &supervision.mailbox]).await.unwrap();

    assert_eq!(supervision.effects().await, ["before", "after"]);
    assert_eq!(approval.told().await, [ids[0], ids[2]]);
    let parked = list(&supervision).await;
    assert_eq!(parked.len(), 1);
    assert_eq!((parked[0].message, parked[0].cause.as_str()), (Some(ids[1]), "told to park"));
    let mut connection = approval.system.acquire().await.unwrap();
    let status = status(&mut connection).await.unwrap();
    let shown: Vec<_> =
        status.receivers.iter().filter(|one| one.enrolled).map(|one| (one.pending, one.parked)).collect();
    assert_eq!(shown, [(0, 1)], "the sender sees it");
}

/// A fault of our own program is one of the message that it cannot handle: neither the inbox nor its neighbours end with it.
#[tokio::test]
async fn a_message_on_which_its_handler_panics_is_parked_while_its_neighbours_flow() {
    let (approval, supervision) = pair(settings()).await;
    supervision.notebook.refuse("fault", Refusal::Panic);
    approval.say(&["before", "fault", "after"]).await;
    run_until_empty(&[&approval.mailbox, &supervision.mailbox]).await.unwrap();
    assert_eq!(supervision.effects().await, ["before", "after"]);
    let parked = list(&supervision).await;
    assert_eq!(parked.iter().map(|one| one.cause.as_str()).collect::<Vec<_>>(), ["the handler panicked"]);
}

#[tokio::test]
async fn a_message_that_is_put_off_is_taken_when_its_time_has_come() {
    let (approval, supervision) = pair(settings()).await;
    supervision.notebook.refuse("early", Refusal::Times(3));
    approval.say(&["early", "other"]).await;
    run_until_empty(&[&approval.mailbox, &supervision.mailbox]).await.unwrap();

    assert_eq!(supervision.sorted_effects().await, ["early", "other"]);
    assert_eq!(supervision.count("select count(*) from mailbox.failure").await, 0);
    assert_eq!(supervision.count("select count(*) from mailbox.parked").await, 0);
}

#[tokio::test]
async fn the_eighth_time_a_message_is_put_off_parks_it() {
    for refusal in [Refusal::Retry, Refusal::BadStatement] {
        let (approval, supervision) = pair(settings()).await;
        supervision.notebook.refuse("stubborn", refusal);
        approval.say(&["stubborn", "other"]).await;
        run_until_empty(&[&approval.mailbox, &supervision.mailbox]).await.unwrap();

        assert_eq!(supervision.effects().await, ["other"]);
        let parked = list(&supervision).await;
        assert_eq!(parked.len(), 1);
        assert!(parked[0].cause.starts_with("put off 8 times, at last: "), "{}", parked[0].cause);
        assert!(
            !parked[0].cause.contains("Li Ming"),
            "a refused value may be personal data: {}",
            parked[0].cause
        );
        assert_eq!(supervision.count("select count(*) from mailbox.failure").await, 0);
    }
}

#[tokio::test]
async fn copies_of_a_message_that_is_put_off_do_not_count_as_attempts() {
    let slow =
        mailbox::Backoff::doubling(std::time::Duration::from_mins(1), std::time::Duration::from_mins(1));
    let (approval, supervision) = pair(mailbox::Settings { retry_backoff: slow, ..settings() }).await;
    supervision.notebook.refuse("early", Refusal::Retry);
    let ids = approval.say(&["early"]).await;
    let copy = approval.on_the_wire(ids[0], "supervision").await;
    for _ in 0..10 {
        let outcome = supervision.mailbox.take(std::slice::from_ref(&copy)).await;
        assert!(matches!(outcome[..], [Outcome::Later(wait)] if wait.as_secs() >= 30), "{outcome:?}");
    }
    assert_eq!(supervision.count("select attempts::bigint from mailbox.failure").await, 1);
}

#[tokio::test]
async fn a_parked_message_can_be_replayed_and_then_counts_as_delivered() {
    let (approval, supervision) = pair(settings()).await;
    supervision.notebook.refuse("poison", Refusal::Park);
    let ids = approval.say(&["poison"]).await;
    run_until_empty(&[&approval.mailbox, &supervision.mailbox]).await.unwrap();
    let id = supervision.the_parked().await;

    assert_eq!(replay(&supervision, id).await, Replayed::Rejected("told to park".into()));
    assert_eq!(supervision.effects().await, [""; 0], "a rejected replay leaves nothing behind");
    supervision.notebook.accept("poison");
    assert_eq!(replay(&supervision, id).await, Replayed::Handled);
    assert_eq!(replay(&supervision, id).await, Replayed::NotFound);
    run_until_empty(&[&approval.mailbox, &supervision.mailbox]).await.unwrap();

    assert_eq!(supervision.effects().await, ["poison"]);
    assert_eq!(approval.told().await, ids);
    assert_eq!(approval.count("select count(*) from mailbox.todo").await, 0);
}

#[tokio::test]
async fn a_copy_of_a_parked_message_is_answered_parked_again() {
    let (approval, supervision) = pair(settings()).await;
    supervision.notebook.refuse("poison", Refusal::Park);
    let ids = approval.say(&["poison"]).await;
    let copy = approval.on_the_wire(ids[0], "supervision").await;
    assert_eq!(supervision.mailbox.take(&[copy.clone(), copy]).await, [Outcome::Parked; 2]);
    assert_eq!(supervision.count("select seen::bigint from mailbox.parked").await, 2);
    assert_eq!(supervision.count("select count(*) from mailbox.receipt where parked").await, 2);
}

#[tokio::test]
async fn an_event_without_handler_and_a_body_that_cannot_be_read_are_parked() {
    let (approval, supervision) = pair(settings()).await;
    let ids = approval.say(&["one", "two"]).await;
    let mut unknown = approval.on_the_wire(ids[0], "supervision").await;
    unknown.subject = unknown.subject.replace("noted", "forgotten");
    let mut unreadable = approval.on_the_wire(ids[1], "supervision").await;
    unreadable.body = bytes::Bytes::from_static(b"\xff\xff");
    unreadable.body_sha256 = Some("ca2fd00fa001190744c15c317643ab092e7048ce086a243e2be9437c898de1bb".into());
    assert_eq!(supervision.mailbox.take(&[unknown, unreadable]).await, [Outcome::Parked; 2]);
    let causes: Vec<String> = list(&supervision).await.into_iter().map(|parked| parked.cause).collect();
    assert_eq!(causes[0], "this service knows no event of this name");
    assert!(causes[1].starts_with("the body is no noted"), "{}", causes[1]);
}

#[tokio::test]
async fn an_event_under_another_verb_is_parked() {
    let (approval, supervision) = pair(settings()).await;
    let ids = approval.say(&["one"]).await;
    let mut misplaced = approval.on_the_wire(ids[0], "supervision").await;
    misplaced.subject = misplaced.subject.replace(".push.", ".claim.");
    assert_eq!(supervision.mailbox.take(&[misplaced]).await, [Outcome::Parked]);
    assert_eq!(list(&supervision).await[0].cause, "its subject has another verb than its event");
    assert_eq!(supervision.effects().await, [""; 0]);
}

async fn list(service: &Service) -> Vec<parked::Parked> {
    let mut connection = service.system.acquire().await.unwrap();
    let first = parked::list(&mut connection, None, 1).await.unwrap();
    let rest = parked::list(&mut connection, first.last().map(|parked| parked.id), 100).await.unwrap();
    first.into_iter().chain(rest).collect()
}

async fn replay(service: &Service, id: ids::ParkedId) -> Replayed {
    let mut tx = database::begin(&service.system).await.unwrap();
    let replayed = service.mailbox.replay(&mut tx, id).await.unwrap();
    tx.commit().await.unwrap();
    replayed
}
