//! A server that is stopped comes back with its data.

use sqlx::{Connection, PgConnection};
use testkit::{Database, Folder, Postgres};

#[tokio::test]
async fn a_server_of_ones_own_keeps_its_data_over_a_restart_and_a_new_start() {
    let folder = Folder::create().unwrap();
    let mut postgres = Postgres::start(folder.path()).unwrap();
    Database::install(&postgres.superuser(), "approval").await.unwrap();
    let open = PgConnection::connect_with(&postgres.superuser()).await.unwrap();

    postgres.restart().unwrap();
    drop(open);
    drop(postgres);

    let postgres = Postgres::start(folder.path()).unwrap();
    let rpc = postgres.superuser().username("approval_rpc").database("approval");
    PgConnection::connect_with(&rpc).await.unwrap().ping().await.unwrap();
}
