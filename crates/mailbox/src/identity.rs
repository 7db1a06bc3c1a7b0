//! Who this database is. A restore or a failover makes a new incarnation, which receipts carry to the peers.

use ids::Uuid;
use sqlx::PgPool;

/// Finds or makes the incarnation of this database.
pub(crate) async fn incarnation(pool: &PgPool, service: &str) -> Result<Uuid, sqlx::Error> {
    let row = sqlx::query!(
        r#"insert into mailbox.identity (service, incarnation, system_identifier, timeline)
        select $1, gen_random_uuid(), cluster.system_identifier, checkpoint.timeline_id
        from pg_control_system() cluster, pg_control_checkpoint() checkpoint
        on conflict (one) do update set
            incarnation = case
                when (identity.system_identifier, identity.timeline) = (excluded.system_identifier, excluded.timeline)
                then identity.incarnation else excluded.incarnation end,
            known_since = case
                when (identity.system_identifier, identity.timeline) = (excluded.system_identifier, excluded.timeline)
                then identity.known_since else excluded.known_since end,
            system_identifier = excluded.system_identifier,
            timeline = excluded.timeline
        returning service, incarnation"#,
        service
    )
    .fetch_one(pool)
    .await?;
    if row.service == service {
        return Ok(row.incarnation);
    }
    Err(sqlx::Error::Configuration(
        format!("this database belongs to {}, not to {service}", row.service).into(),
    ))
}
