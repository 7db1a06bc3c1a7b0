//! `reference.official`: an official may arrive before the unit, since events come in any order.

use ids::{OfficialId, UnitCode};
use sqlx::PgConnection;

use super::{change, joined, newest, readable, roles, unreadable};
use crate::Official;

/// Adds officials, and replaces those of an older version. Returns how many were written.
pub async fn save_officials(tx: &mut PgConnection, officials: &[Official]) -> Result<u64, sqlx::Error> {
    change::announce(tx).await?;
    let officials = newest(officials, |official| &official.id, |official| official.version);
    let ids: Vec<_> = officials.iter().map(|official| official.id.to_string()).collect();
    let units: Vec<_> = officials.iter().map(|official| official.unit.to_string()).collect();
    let labels: Vec<_> = officials.iter().map(|official| official.label.clone()).collect();
    let roles: Vec<_> = officials.iter().map(|official| joined(&official.roles)).collect();
    let active: Vec<_> = officials.iter().map(|official| official.active).collect();
    let versions: Vec<_> = officials.iter().map(|official| official.version).collect();
    let written = sqlx::query!(
        r#"
        insert into reference.official as kept (id, unit, label, roles, active, version)
        select id, unit, label, string_to_array(roles, ','), active, version
        from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::boolean[], $6::bigint[])
            as given (id, unit, label, roles, active, version)
        on conflict (id) do update
        set unit = excluded.unit, label = excluded.label, roles = excluded.roles, active = excluded.active,
            version = excluded.version
        where kept.version < excluded.version
        "#,
        &ids,
        &units,
        &labels,
        &roles,
        &active,
        &versions
    )
    .execute(tx)
    .await?;
    Ok(written.rows_affected())
}

/// The official of an id.
pub async fn official(tx: &mut PgConnection, id: &OfficialId) -> Result<Option<Official>, sqlx::Error> {
    let row = sqlx::query_as!(
        Row,
        "select id, unit, label, roles, active, version from reference.official where id = $1",
        id.as_str()
    )
    .fetch_optional(tx)
    .await?;
    row.map(Row::official).transpose()
}

/// Officials of a unit, or of every unit, after `after` in order of id, at most `most`.
pub async fn list_officials(
    tx: &mut PgConnection,
    unit: Option<&UnitCode>,
    after: Option<&OfficialId>,
    most: i64,
) -> Result<Vec<Official>, sqlx::Error> {
    rows(tx, unit, after, most).await?.into_iter().map(Row::official).collect()
}

/// Every official that can be read, and the ids of the others.
pub(crate) async fn readable_officials(
    tx: &mut PgConnection,
) -> Result<(Vec<Official>, Vec<String>), sqlx::Error> {
    let rows = rows(tx, None, None, i64::MAX).await?;
    Ok(readable("official", rows, |row| row.id.clone(), Row::official))
}

async fn rows(
    tx: &mut PgConnection,
    unit: Option<&UnitCode>,
    after: Option<&OfficialId>,
    most: i64,
) -> Result<Vec<Row>, sqlx::Error> {
    sqlx::query_as!(
        Row,
        r#"
        select id, unit, label, roles, active, version
        from reference.official
        where ($1::text is null or unit = $1) and ($2::text is null or id > $2)
        order by id
        limit $3
        "#,
        unit.map(UnitCode::as_str),
        after.map(OfficialId::as_str),
        most
    )
    .fetch_all(tx)
    .await
}

struct Row {
    id: String,
    unit: String,
    label: String,
    roles: Vec<String>,
    active: bool,
    version: i64,
}

impl Row {
    fn official(self) -> Result<Official, sqlx::Error> {
        Ok(Official {
            id: self.id.parse().map_err(unreadable)?,
            unit: self.unit.parse().map_err(unreadable)?,
            label: self.label,
            roles: roles(&self.roles)?,
            active: self.active,
            version: self.version,
        })
    }
}
