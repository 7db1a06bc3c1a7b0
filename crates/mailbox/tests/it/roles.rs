//! What each database role may do, and what nobody may.

use crate::harness::{pair, settings};
use mailbox::{Event, Mailbox, Outbox, Verb};
use tokio_util::sync::CancellationToken;

#[tokio::test]
async fn the_role_that_serves_callers_may_speak_but_not_listen() {
    let (approval, _supervision) = pair(settings()).await;
    approval.say(&["said"]).await;
    for table in ["message", "todo", "inbox", "receipt", "parked", "failure", "identity"] {
        let reading = sqlx::AssertSqlSafe(format!("select 1 from mailbox.{table}"));
        let error = sqlx::query(reading).execute(&approval.rpc).await.unwrap_err();
        assert_eq!(error.as_database_error().unwrap().code().unwrap(), "42501", "{table}");
    }
    let bodies: i64 =
        sqlx::query_scalar("select count(*) from mailbox.message").fetch_one(&approval.system).await.unwrap();
    assert_eq!(bodies, 1);
}

/// Something about the directory.
#[derive(Clone, PartialEq, prost::Message)]
struct Listed {}

impl Event for Listed {
    const NAME: &'static str = "listed";
    const VERB: Verb = Verb::Directory;

    fn receivers(_sender: &str) -> &'static [&'static str] {
        &["supervision"]
    }
}

#[tokio::test]
async fn of_the_callers_only_an_administrator_speaks_of_the_directory() {
    let (approval, _supervision) = pair(settings()).await;
    for (pool, admin, speaks) in
        [(&approval.rpc, "", false), (&approval.rpc, "yes", true), (&approval.system, "", true)]
    {
        let mut tx = database::begin(pool).await.unwrap();
        sqlx::query("select set_config('app.role_admin', $1, true)")
            .bind(admin)
            .execute(&mut *tx)
            .await
            .unwrap();
        let sent = approval.outbox.send(&mut tx, &[Listed {}]).await;
        assert_eq!(sent.is_ok(), speaks, "{admin}: {sent:?}");
    }
    approval.say(&["a push needs no administrator"]).await;
}

#[tokio::test]
async fn a_message_is_never_changed_or_deleted_not_even_by_a_superuser() {
    let (approval, _supervision) = pair(settings()).await;
    approval.say(&["said"]).await;
    for statement in [
        "update mailbox.message set body = ''",
        "delete from mailbox.message",
        "truncate mailbox.message cascade",
    ] {
        for pool in [&approval.rpc, &approval.system, &approval.superuser] {
            let error = sqlx::query(statement).execute(pool).await.unwrap_err();
            assert_eq!(error.as_database_error().unwrap().code().unwrap(), "42501", "{statement}");
        }
    }
}

#[tokio::test]
async fn a_mailbox_does_not_run_on_the_database_of_another_service() {
    let (approval, _supervision) = pair(settings()).await;
    let stopped = CancellationToken::new();
    stopped.cancel();
    approval.mailbox.run(stopped.clone()).await.unwrap();
    let settings = approval.settings.clone();
    let stranger =
        Mailbox::builder(Outbox::new("meeting"), approval.system.clone(), clock::Clock::system(), settings)
            .build();
    let error = stranger.run(stopped).await.unwrap_err();
    assert!(error.to_string().contains("belongs to approval"), "{error}");
}

#[tokio::test]
async fn a_body_that_no_broker_would_carry_fails_where_it_is_said() {
    let (approval, _supervision) = pair(settings()).await;
    let error = approval.try_say(&["x".repeat(800 * 1024).as_str()]).await.unwrap_err();
    assert_eq!(error.as_database_error().unwrap().code().unwrap(), "23514");
}
