//! `reference.unit`: who is who. A later version replaces an earlier one only.

use ids::UnitCode;
use sqlx::PgConnection;

use super::{change, newest, readable, unreadable};
use crate::{Unit, UnitKind};

/// Adds units, and replaces those of an older version. Returns how many were written.
pub async fn save_units(tx: &mut PgConnection, units: &[Unit]) -> Result<u64, sqlx::Error> {
    change::announce(tx).await?;
    let units = newest(units, |unit| &unit.code, |unit| unit.version);
    let codes: Vec<_> = units.iter().map(|unit| unit.code.to_string()).collect();
    let names: Vec<_> = units.iter().map(|unit| unit.name.clone()).collect();
    let usccs: Vec<_> = units.iter().map(|unit| unit.uscc.clone()).collect();
    let kinds: Vec<_> = units.iter().map(|unit| unit.kind.name().to_owned()).collect();
    let meeting_roles: Vec<_> = units.iter().map(|unit| unit.meeting_roles.join(",")).collect();
    let active: Vec<_> = units.iter().map(|unit| unit.active).collect();
    let versions: Vec<_> = units.iter().map(|unit| unit.version).collect();
    let written = sqlx::query!(
        r#"
        insert into reference.unit as kept (code, name, uscc, kind, meeting_roles, active, version)
        select code, name, uscc, kind, string_to_array(meeting_roles, ','), active, version
        from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::boolean[], $7::bigint[])
            as given (code, name, uscc, kind, meeting_roles, active, version)
        on conflict (code) do update
        set name = excluded.name, uscc = excluded.uscc, kind = excluded.kind,
            meeting_roles = excluded.meeting_roles, active = excluded.active, version = excluded.version
        where kept.version < excluded.version
        "#,
        &codes,
        &names,
        &usccs,
        &kinds,
        &meeting_roles,
        &active,
        &versions
    )
    .execute(tx)
    .await?;
    Ok(written.rows_affected())
}

/// The unit of a code.
pub async fn unit(tx: &mut PgConnection, code: &UnitCode) -> Result<Option<Unit>, sqlx::Error> {
    let row = sqlx::query_as!(
        Row,
        "select code, name, uscc, kind, meeting_roles, active, version from reference.unit where code = $1",
        code.as_str()
    )
    .fetch_optional(tx)
    .await?;
    row.map(Row::unit).transpose()
}

/// Units after `after` in order of code, at most `most`.
pub async fn list_units(
    tx: &mut PgConnection,
    after: Option<&UnitCode>,
    most: i64,
) -> Result<Vec<Unit>, sqlx::Error> {
    rows(tx, after, most).await?.into_iter().map(Row::unit).collect()
}

/// Every unit that can be read, and the codes of the others.
pub(crate) async fn readable_units(tx: &mut PgConnection) -> Result<(Vec<Unit>, Vec<String>), sqlx::Error> {
    let rows = rows(tx, None, i64::MAX).await?;
    Ok(readable("unit", rows, |row| row.code.clone(), Row::unit))
}

async fn rows(tx: &mut PgConnection, after: Option<&UnitCode>, most: i64) -> Result<Vec<Row>, sqlx::Error> {
    sqlx::query_as!(
        Row,
        r#"
        select code, name, uscc, kind, meeting_roles, active, version
        from reference.unit
        where $1::text is null or code > $1
        order by code
        limit $2
        "#,
        after.map(UnitCode::as_str),
        most
    )
    .fetch_all(tx)
    .await
}

struct Row {
    code: String,
    name: String,
    uscc: String,
    kind: String,
    meeting_roles: Vec<String>,
    active: bool,
    version: i64,
}

impl Row {
    fn unit(self) -> Result<Unit, sqlx::Error> {
        Ok(Unit {
            code: self.code.parse().map_err(unreadable)?,
            name: self.name,
            uscc: self.uscc,
            kind: UnitKind::named(&self.kind).ok_or_else(|| unreadable(format!("no kind {}", self.kind)))?,
            meeting_roles: self.meeting_roles,
            active: self.active,
            version: self.version,
        })
    }
}
