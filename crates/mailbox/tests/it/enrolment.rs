//! A receiver that comes later.

use futures::future::join_all;
use mailbox::{run_until_empty, status};

use crate::harness::{pair, service, settings, texts};

#[tokio::test]
async fn a_late_receiver_gets_everything_once_while_traffic_flows() {
    let (approval, supervision) = pair(settings()).await;
    let sentences = texts("late", 200);
    let saying = sentences.chunks(5).map(|chunk| async {
        approval.say(&chunk.iter().map(String::as_str).collect::<Vec<_>>()).await;
    });
    let enrolling = mailbox::enrol(&approval.system, "notification");
    let (_, kept) = tokio::join!(join_all(saying), enrolling);

    let waiting = "select count(*) from mailbox.todo where receiver = 'notification'";
    assert_eq!(approval.count(waiting).await, 200, "{kept:?} of them were kept before");
    let notification = service("notification", &["approval"], approval.settings.clone()).await;
    run_until_empty(&[&approval.mailbox, &supervision.mailbox, &notification.mailbox]).await.unwrap();
    assert_eq!(notification.sorted_effects().await, sentences);
    assert_eq!(supervision.sorted_effects().await, sentences);
}

#[tokio::test]
async fn what_is_said_before_a_receiver_takes_part_is_kept_and_shown() {
    let (approval, supervision) = pair(settings()).await;
    approval.say(&["early"]).await;
    run_until_empty(&[&approval.mailbox, &supervision.mailbox]).await.unwrap();

    let mut connection = approval.system.acquire().await.unwrap();
    let shown = status(&mut connection).await.unwrap().receivers;
    let shown: Vec<_> = shown.iter().map(|one| (one.receiver.as_str(), one.enrolled, one.pending)).collect();
    assert_eq!(shown, [("notification", false, 1), ("supervision", true, 0)]);
    drop(connection);

    assert_eq!(mailbox::enrol(&approval.system, "notification").await.unwrap(), 1);
    assert_eq!(mailbox::enrol(&approval.system, "notification").await.unwrap(), 0, "enrolled already");
    assert_eq!(approval.pending().await, 1);
}
