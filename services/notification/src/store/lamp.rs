//! The instants of `notification.duty` at which lamps change.

use database::inconsistent;
use ids::{DutyId, Uuid};
use jiff_sqlx::Timestamp as SqlTimestamp;
use prost::Message;
use proto::r#type::v1::Deadline;
use sqlx::PgConnection;

use crate::model::Recount;

/// Open duties with a date whose lamps were counted by an older calendar than this one, with their newest counts.
pub(crate) async fn lock_older(
    tx: &mut PgConnection,
    calendar: i64,
    limit: i64,
) -> Result<Vec<(DutyId, Deadline)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select id, deadline as "deadline!" from notification.duty
           where state = 'open' and due_at is not null and lamp_version < $1
           order by lamp_version, id limit $2 for update"#,
        calendar,
        limit,
    )
    .fetch_all(tx)
    .await?;
    let mut counts = Vec::with_capacity(rows.len());
    for row in rows {
        let deadline = Deadline::decode(row.deadline.as_slice());
        counts.push((
            DutyId(row.id),
            deadline.map_err(|_| inconsistent("notification.duty.deadline", row.id))?,
        ));
    }
    Ok(counts)
}

/// Keeps the instants of these counts.
pub(crate) async fn set_all(tx: &mut PgConnection, counts: &[Recount]) -> Result<(), sqlx::Error> {
    let ids: Vec<Uuid> = counts.iter().map(|count| count.id.0).collect();
    let versions: Vec<i64> = counts.iter().map(|count| count.lamp_version).collect();
    let instants = || counts.iter().map(|count| count.instants);
    let yellow: Vec<Option<SqlTimestamp>> =
        instants().map(|instants| Some(instants?.yellow_at.into())).collect();
    let deep_red: Vec<Option<SqlTimestamp>> =
        instants().map(|instants| Some(instants?.deep_red_at?.into())).collect();
    sqlx::query!(
        "update notification.duty
         set yellow_at = lit.yellow_at, deep_red_at = lit.deep_red_at, lamp_version = lit.lamp_version
         from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[], $4::bigint[])
              as lit (id, yellow_at, deep_red_at, lamp_version)
         where duty.id = lit.id",
        &ids,
        &yellow as &[Option<SqlTimestamp>],
        &deep_red as &[Option<SqlTimestamp>],
        &versions,
    )
    .execute(tx)
    .await?;
    Ok(())
}
