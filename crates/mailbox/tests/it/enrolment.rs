//! A receiver that comes later.

use std::time::Duration;

use futures::future::join_all;
use mailbox::{run_until_empty, status};

use crate::harness::{Service, pair, service, settings, texts, until};

#[tokio::test]
async fn a_late_receiver_gets_everything_once_while_traffic_flows() {
    let (approval, supervision) = pair(settings()).await;
    let sentences = texts("late", 200);
    let saying = sentences.chunks(5).map(|chunk| async {
        approval.say(&chunk.iter().map(String::as_str).collect::<Vec<_>>()).await;
    });
    let enrolling = mailbox::enrol(&approval.system, "notification");
    let (_, kept) = tokio::join!(join_all(saying), enrolling);

    assert_eq!(approval.count(WAITING).await, 200, "{kept:?} of them were kept before");
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

#[tokio::test]
async fn an_enrolment_that_is_cut_off_goes_on_where_it_was() {
    let (approval, supervision) = pair(settings()).await;
    let sentences = texts("old", 2_500);
    say_all(&approval, &sentences).await;
    before_todo_of_history(&approval, "raise 'cut off'", "between 1501 and 2500").await;
    mailbox::enrol(&approval.system, "notification").await.unwrap_err();
    assert_eq!(approval.count(WAITING).await, 1_000, "the first page stands");

    let news = texts("new", 200);
    say_all(&approval, &news).await;
    sqlx::query("drop trigger hook on mailbox.todo").execute(&approval.superuser).await.unwrap();
    let meanwhile = texts("while", 200);
    let ((), kept) =
        tokio::join!(say_all(&approval, &meanwhile), mailbox::enrol(&approval.system, "notification"));
    assert_eq!(kept.unwrap(), 1_500);
    assert_eq!(approval.count(WAITING).await, 2_900);

    let notification = service("notification", &["approval"], approval.settings.clone()).await;
    run_until_empty(&[&approval.mailbox, &supervision.mailbox, &notification.mailbox]).await.unwrap();
    assert_eq!(notification.effects().await.len(), 2_900);
    assert_eq!(mailbox::enrol(&approval.system, "notification").await.unwrap(), 0, "nothing is said again");
    assert_eq!(approval.pending().await, 0);
}

#[tokio::test]
async fn nobody_waits_for_the_history_of_a_late_receiver() {
    let (approval, _supervision) = pair(settings()).await;
    approval.say(&["old"]).await;
    before_todo_of_history(&approval, "perform pg_advisory_xact_lock(7)", "= 1").await;
    let mut holder = database::begin(&approval.superuser).await.unwrap();
    sqlx::query("select pg_advisory_xact_lock(7)").execute(&mut *holder).await.unwrap();
    let system = approval.system.clone();
    let enrolling = tokio::spawn(async move { mailbox::enrol(&system, "notification").await });
    let stuck = "select count(*) from pg_locks where locktype = 'advisory' and objid = 7 and not granted
        and database = (select oid from pg_database where datname = current_database())";
    until("the history is being written", async || approval.count(stuck).await == 1).await;

    let saying = approval.say(&["new"]);
    tokio::time::timeout(Duration::from_secs(5), saying).await.expect("saying does not wait");
    holder.commit().await.unwrap();
    assert_eq!(enrolling.await.unwrap().unwrap(), 1);
    assert_eq!(approval.count(WAITING).await, 2);
}

const WAITING: &str = "select count(*) from mailbox.todo where receiver = 'notification'";

async fn say_all(service: &Service, sentences: &[String]) {
    for chunk in sentences.chunks(100) {
        service.say(&chunk.iter().map(String::as_str).collect::<Vec<_>>()).await;
    }
}

/// From now on this statement runs before a message at such positions is put down for `notification`.
async fn before_todo_of_history(service: &Service, statement: &str, positions: &str) {
    let hook = sqlx::AssertSqlSafe(format!(
        "create function test.hook() returns trigger language plpgsql security definer as $$ begin
            if new.receiver = 'notification'
                and (select position from mailbox.message where id = new.message_id) {positions}
            then {statement}; end if;
            return new;
        end $$;
        create trigger hook before insert on mailbox.todo for each row execute function test.hook()"
    ));
    sqlx::raw_sql(hook).execute(&service.superuser).await.unwrap();
}
