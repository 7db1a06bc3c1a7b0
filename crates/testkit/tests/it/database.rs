//! Each test has a database of its own, with the rights of production.

use std::borrow::Cow;

use sqlx::{
    Connection, PgConnection,
    migrate::{Migration, MigrationType, Migrator},
};
use testkit::{Database, servers};

/// A table under row-level security, made by its owner.
const NOTE: &str = "
    create schema note;
    create table note.note (unit text not null);
    alter table note.note enable row level security;
    alter table note.note force row level security;
    create policy by_unit on note.note to shenguan_rpc using (unit = nullif(current_setting('app.unit', true), ''));
    create policy all_rows on note.note to shenguan_system using (true) with check (true);
    grant usage on schema note to shenguan_rpc, shenguan_system;
    grant select on note.note to shenguan_rpc;
    grant select, insert on note.note to shenguan_system;
";

fn note() -> &'static Migrator {
    let sql = sqlx::SqlStr::from_static(NOTE);
    let migration = Migration::new(1, Cow::Borrowed("note"), MigrationType::Simple, sql, false);
    Box::leak(Box::new(Migrator::with_migrations(vec![migration])))
}

async fn notes(options: &sqlx::postgres::PgConnectOptions) -> i64 {
    let mut connection = PgConnection::connect_with(options).await.unwrap();
    sqlx::query_scalar("select count(*) from note.note").fetch_one(&mut connection).await.unwrap()
}

#[tokio::test]
async fn each_test_has_a_database_of_its_own_and_its_roles_have_their_rights() {
    let migrators = [note()];
    let (one, other) =
        tokio::join!(Database::create("approval", &migrators), Database::create("approval", &migrators));
    let mut system = PgConnection::connect_with(&one.system()).await.unwrap();
    sqlx::query("insert into note.note (unit) values ('scjgj')").execute(&mut system).await.unwrap();

    assert_eq!(notes(&one.system()).await, 1);
    assert_eq!(notes(&one.superuser()).await, 1);
    assert_eq!(notes(&one.rpc()).await, 0, "no unit is set, so the policy shows nothing");
    assert_eq!(notes(&one.owner()).await, 0, "forced row-level security binds the owner too");
    assert_eq!(notes(&other.system()).await, 0);
}

#[tokio::test]
async fn no_role_enters_the_database_of_another_service() {
    let database = Database::create("approval", &[note()]).await;
    let stranger = database.superuser().username("supervision_rpc");
    let error = PgConnection::connect_with(&stranger).await.unwrap_err();
    assert_eq!(error.as_database_error().unwrap().code().as_deref(), Some("42501"));
}

#[tokio::test]
async fn a_database_is_gone_when_its_test_ends_though_connections_are_open() {
    let database = Database::create("approval", &[note()]).await;
    let name = database.superuser().get_database().unwrap().to_owned();
    let _open = PgConnection::connect_with(&database.system()).await.unwrap();
    drop(database);

    let mut connection = PgConnection::connect_with(&servers().postgres).await.unwrap();
    let left: i64 = sqlx::query_scalar("select count(*) from pg_database where datname = $1")
        .bind(&name)
        .fetch_one(&mut connection)
        .await
        .unwrap();
    assert_eq!(left, 0);
}
