//! What the owner of the tables does, and that nobody else may have its rights.

use sqlx::{
    Connection, PgConnection,
    migrate::{MigrateError, Migrator},
    postgres::PgConnectOptions,
};

/// Runs migrations as the owner, each crate's in its own schema, in the order given. Safe to run again, and from
/// several places at once.
pub async fn migrate(options: &PgConnectOptions, migrators: &[&Migrator]) -> Result<(), MigrateError> {
    let mut connection = PgConnection::connect_with(options).await?;
    for migrator in migrators {
        migrator.run(&mut connection).await?;
    }
    connection.close().await?;
    Ok(())
}

/// Whether the role of this connection would bypass row-level security: a superuser, one that may, or one with the rights of a table's
/// owner.
pub async fn bypasses_row_security(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar(
        "select rolsuper or rolbypassrls or exists (select from pg_class where pg_has_role(current_user, relowner, 'usage'))
         from pg_roles where rolname = current_user",
    )
    .fetch_one(connection)
    .await
}
