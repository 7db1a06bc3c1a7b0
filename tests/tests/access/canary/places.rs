//! Every place of a stage that keeps anything: logs, metrics, the databases, the broker's store.

use std::{fs, path::Path};

use scenarios::stage::Stage;
use sqlx::{AssertSqlSafe, Connection, PgConnection};

/// What each place holds, by its name.
pub(super) async fn everything_kept(stage: &mut Stage) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    let mut places = Vec::new();
    for (name, program) in stage.programs() {
        places.push((format!("{name} log"), program.log()?.into_bytes()));
        places.push((format!("{name} metrics"), program.metrics().await?.into_bytes()));
    }
    let names = ["approval", "supervision", "notification", "meeting"];
    for (place, name) in names.into_iter().take(stage.ground.databases.len()).enumerate() {
        let mut connection = superuser(stage, place).await?;
        for (table, rows) in tables(&mut connection).await? {
            places.push((format!("{name} database, {table}"), rows.into_bytes()));
        }
    }
    let store = stage.nats()?.store();
    files(&store, &mut places)?;
    Ok(places)
}

/// How a text may be written: plainly, escaped in JSON, in the hexadecimal of a dump, in other encodings.
pub(super) fn forms(text: &str) -> Vec<(&'static str, Vec<u8>)> {
    let plain = text.as_bytes().to_vec();
    let hex = plain.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat();
    let escaped = text.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect::<Vec<_>>().concat();
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    vec![
        ("UTF-8", plain),
        ("hexadecimal", hex.into_bytes()),
        ("JSON", escaped.into_bytes()),
        ("UTF-16", wide),
    ]
}

/// The audit trail of supervision: unit, official, outcome, reason or purpose, objects.
pub(super) async fn audit(stage: &Stage) -> anyhow::Result<Vec<String>> {
    let rows = sqlx::query_scalar(
        "select concat_ws(' ', unit, official, outcome, reason, purpose, array_to_string(objects, ','))
         from shell.audit order by id",
    );
    Ok(rows.fetch_all(&mut superuser(stage, 1).await?).await?)
}

async fn superuser(stage: &Stage, place: usize) -> anyhow::Result<PgConnection> {
    let options = stage.ground.postgres.clone().database(&stage.ground.databases[place]);
    Ok(PgConnection::connect_with(&options).await?)
}

/// Every row of every table as text, bytes in hexadecimal.
async fn tables(connection: &mut PgConnection) -> anyhow::Result<Vec<(String, String)>> {
    let names: Vec<String> = sqlx::query_scalar(
        "select format('%I.%I', schemaname, tablename) from pg_tables
         where schemaname not in ('pg_catalog', 'information_schema')",
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut tables = Vec::new();
    for name in names {
        let rows =
            AssertSqlSafe(format!("select coalesce(string_agg(kept::text, E'\\n'), '') from {name} kept"));
        tables.push((name, sqlx::query_scalar(rows).fetch_one(&mut *connection).await?));
    }
    Ok(tables)
}

fn files(folder: &Path, places: &mut Vec<(String, Vec<u8>)>) -> anyhow::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files(&path, places)?;
        } else {
            places.push((format!("broker, {}", path.display()), fs::read(&path)?));
        }
    }
    Ok(())
}
