//! `approval.responsibility_map` and `approval.responsibility`. Only added to: a published version never changes.

use jiff::civil::Date;
use proto::words::exchange::RecipientRole;
use sqlx::PgConnection;

use crate::model::{ResponsibilityMap, responsibility_map::Responsibility};

/// The version in force on a day: the one that took effect last, of those the highest version.
pub(crate) async fn version_on(tx: &mut PgConnection, day: Date) -> Result<Option<i64>, sqlx::Error> {
    sqlx::query_scalar!(
        r#"
        select version
        from approval.responsibility_map
        where effective_from <= $1
        order by effective_from desc, version desc
        limit 1
        "#,
        jiff_sqlx::Date::from(day) as _
    )
    .fetch_optional(tx)
    .await
}

/// Every version, with its lines, in order.
pub(crate) async fn all(tx: &mut PgConnection) -> Result<Vec<ResponsibilityMap>, sqlx::Error> {
    let versions = sqlx::query_scalar!("select version from approval.responsibility_map order by version");
    let mut maps = Vec::new();
    for version in versions.fetch_all(&mut *tx).await? {
        let Some(mut map) = find(tx, version).await? else { continue };
        map.responsibilities = responsibilities(tx, version).await?;
        maps.push(map);
    }
    Ok(maps)
}

/// The highest version that was published, 0 before the first.
pub(crate) async fn last_version(tx: &mut PgConnection) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(r#"select coalesce(max(version), 0) as "last!" from approval.responsibility_map"#)
        .fetch_one(tx)
        .await
}

/// A version of the map, without its lines: read those with [`responsibilities`].
pub(crate) async fn find(
    tx: &mut PgConnection,
    version: i64,
) -> Result<Option<ResponsibilityMap>, sqlx::Error> {
    let row = sqlx::query!(
        r#"
        select version, effective_from, legal_basis, published_at
        from approval.responsibility_map
        where version = $1
        "#,
        version
    )
    .fetch_optional(tx)
    .await?;
    Ok(row.map(|row| ResponsibilityMap {
        version: row.version,
        effective_from: row.effective_from.to_jiff(),
        legal_basis: row.legal_basis,
        published_at: row.published_at.to_jiff(),
        responsibilities: Vec::new(),
    }))
}

/// The lines of a version in order of item.
pub(crate) async fn responsibilities(
    tx: &mut PgConnection,
    version: i64,
) -> Result<Vec<Responsibility>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"
        select item_code, unit, role
        from approval.responsibility
        where map_version = $1
        order by item_code, role, unit
        "#,
        version
    )
    .fetch_all(tx)
    .await?;
    let mut lines: Vec<Responsibility> = Vec::new();
    for row in rows {
        let bad = |column| database::inconsistent(&format!("approval.responsibility.{column}"), version);
        let item = row.item_code.parse().map_err(|_| bad("item_code"))?;
        let unit = row.unit.parse().map_err(|_| bad("unit"))?;
        // "lead" sorts before "other", so that the first row of an item opens its line.
        match lines.last_mut() {
            Some(line) if line.item == item => line.others.push(unit),
            _ => lines.push(Responsibility { item, lead: unit, others: Vec::new() }),
        }
    }
    Ok(lines)
}

/// Adds a version, without its lines.
pub(crate) async fn insert(tx: &mut PgConnection, map: &ResponsibilityMap) -> Result<(), sqlx::Error> {
    sqlx::query!(
        r#"
        insert into approval.responsibility_map (version, effective_from, legal_basis, published_at)
        values ($1, $2, $3, $4)
        "#,
        map.version,
        jiff_sqlx::Date::from(map.effective_from) as _,
        map.legal_basis,
        jiff_sqlx::Timestamp::from(map.published_at) as _
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Adds the lines of a version.
pub(crate) async fn insert_responsibilities(
    tx: &mut PgConnection,
    version: i64,
    lines: &[Responsibility],
) -> Result<(), sqlx::Error> {
    let mut items = Vec::new();
    let mut units = Vec::new();
    let mut roles = Vec::new();
    for line in lines {
        let lead = std::iter::once((&line.lead, RecipientRole::Lead));
        let others = line.others.iter().map(|unit| (unit, RecipientRole::Other));
        for (unit, role) in lead.chain(others) {
            items.push(line.item.to_string());
            units.push(unit.to_string());
            roles.push(role.name().to_owned());
        }
    }
    sqlx::query!(
        r#"
        insert into approval.responsibility (map_version, item_code, unit, role)
        select $1, line.item_code, line.unit, line.role
        from unnest($2::text[], $3::text[], $4::text[]) as line (item_code, unit, role)
        "#,
        version,
        &items,
        &units,
        &roles
    )
    .execute(tx)
    .await?;
    Ok(())
}
