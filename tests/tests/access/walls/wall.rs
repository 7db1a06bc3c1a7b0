//! One service's database as its real roles see it, through statements without the predicate that the service has.

use scenarios::stage::Stage;
use serde_json::Value;
use sqlx::{AssertSqlSafe, Connection, PgConnection, Row};

use crate::{cast::SENDER, played::RECIPIENT};

/// A unit that has neither sent nor received anything, and belongs to no joint meeting.
const STRANGER: &str = "jkq";
const TODAY: &str = "2026-10-20";
/// Tables that every caller may read, with what is public to the units of the county: who is who, the catalogue, the map
/// and the calendar, the roster of the joint meeting in posts, and its bulletins to every unit. `mailbox.receiver` names services.
/// Whoever adds a table here says why.
const FOR_ALL: [&str; 13] = [
    "approval.grounds",
    "approval.item",
    "approval.responsibility",
    "approval.responsibility_map",
    "mailbox.receiver",
    "meeting.bulletin",
    "meeting.seat",
    "reference.calendar_year",
    "reference.certificate_key",
    "reference.change",
    "reference.closure",
    "reference.official",
    "reference.unit",
];

/// One service's database, looked at as its real roles.
pub(super) struct Wall<'a> {
    pub(super) stage: &'a Stage,
    pub(super) service: &'static str,
    pub(super) place: usize,
}

impl Wall<'_> {
    pub(super) async fn superuser(&self) -> anyhow::Result<PgConnection> {
        let options = self.stage.ground.postgres.clone().database(&self.stage.ground.databases[self.place]);
        Ok(PgConnection::connect_with(&options).await?)
    }

    /// A connection as the role that serves callers, acting for `unit` or for nobody.
    async fn serving(&self, unit: Option<&str>) -> anyhow::Result<PgConnection> {
        let options = self.stage.ground.postgres.clone().database(&self.stage.ground.databases[self.place]);
        let options = options.username(&format!("{}_rpc", self.service));
        let mut connection = PgConnection::connect_with(&options).await?;
        if let Some(unit) = unit {
            // As of a day on which every seat of the roster is held: whoever is the office, or the chief convener, is so by it.
            sqlx::query("select set_config('app.unit', $1, false), set_config('app.today', $2, false)")
                .bind(unit)
                .bind(TODAY)
                .execute(&mut connection)
                .await?;
        }
        Ok(connection)
    }

    pub(super) async fn shows_own_rows_only(&self, tables: &[Table]) -> anyhow::Result<()> {
        let mut everything = self.superuser().await?;
        let mut seen = 0;
        for table in tables.iter().filter(|table| !FOR_ALL.contains(&table.name.as_str())) {
            let nobody = count(&mut self.serving(None).await?, &table.name).await?;
            assert_eq!(nobody.unwrap_or(0), 0, "{} {table:?} without a unit", self.service);
            for unit in [SENDER, RECIPIENT, STRANGER] {
                let own =
                    count(&mut everything, &format!("{} where {}", table.name, table.own(unit))).await?;
                let Some(rows) = count(&mut self.serving(Some(unit)).await?, &table.name).await? else {
                    continue;
                };
                assert_eq!(Some(rows), own, "{} {table:?} as {unit}", self.service);
                seen += rows;
            }
        }
        assert!(seen > 2, "there were rows to be seen: {seen}");
        Ok(())
    }

    pub(super) async fn shows_a_stranger_nothing(&self) -> anyhow::Result<()> {
        let tables: Vec<String> = sqlx::query_scalar(
            "select format('%I.%I', schemaname, tablename) from pg_tables
             where schemaname not in ('pg_catalog', 'information_schema') order by 1",
        )
        .fetch_all(&mut self.superuser().await?)
        .await?;
        let mut stranger = self.serving(Some(STRANGER)).await?;
        for table in tables.iter().filter(|table| !FOR_ALL.contains(&table.as_str())) {
            let seen = count(&mut stranger, table).await?;
            assert_eq!(seen.unwrap_or(0), 0, "{} {table} as a stranger", self.service);
        }
        Ok(())
    }

    /// Every table's first row, added again by a stranger: row-level security speaks before any key or constraint does.
    pub(super) async fn lets_nobody_change_rows_of_others(&self, tables: &[Table]) -> anyhow::Result<()> {
        let (mut everything, mut stranger) = (self.superuser().await?, self.serving(Some(STRANGER)).await?);
        let mut tried = 0;
        for table in tables {
            let first = AssertSqlSafe(format!("select to_jsonb(own) from {} own limit 1", table.name));
            let Some(row) = sqlx::query_scalar::<_, Value>(first).fetch_optional(&mut everything).await?
            else {
                continue;
            };
            let insert = format!(
                "insert into {0} ({1}) overriding system value select {1} from jsonb_populate_record(null::{0}, $1)",
                table.name, table.written
            );
            let added = sqlx::query(AssertSqlSafe(insert)).bind(&row).execute(&mut stranger).await;
            let refused = added.expect_err("another unit's row was added");
            assert!(is_denied(&refused), "{} {table:?}: {refused}", self.service);
            let column = &table.columns[0];
            for change in [
                format!("update {} set {column} = {column}", table.name),
                format!("delete from {}", table.name),
            ] {
                match sqlx::query(AssertSqlSafe(change)).execute(&mut stranger).await {
                    Ok(done) => assert_eq!(done.rows_affected(), 0, "{} {table:?}", self.service),
                    Err(error) => assert!(is_denied(&error), "{} {table:?}: {error}", self.service),
                }
            }
            tried += 1;
        }
        assert!(tried > 5, "{tried} tables had a row");
        Ok(())
    }

    /// No column of any row, whether the table names a unit or not.
    pub(super) async fn lets_a_stranger_change_nothing(&self) -> anyhow::Result<()> {
        let columns: Vec<(String, String)> = sqlx::query_as(
            "select format('%I.%I', table_schema, table_name), quote_ident(column_name)
             from information_schema.columns join information_schema.tables using (table_schema, table_name)
             where table_type = 'BASE TABLE' and is_identity = 'NO' and is_generated = 'NEVER' and table_schema not in ('pg_catalog', 'information_schema') order by 1, 2",
        )
        .fetch_all(&mut self.superuser().await?)
        .await?;
        let mut stranger = self.serving(Some(STRANGER)).await?;
        if self.service == "meeting" {
            // Nor as an overseer: of the joint meeting, only those of the office's unit are more than others.
            sqlx::query("select set_config('app.role_overseer', 'yes', false)")
                .execute(&mut stranger)
                .await?;
        }
        let mut allowed = 0;
        for (table, column) in &columns {
            let change = AssertSqlSafe(format!("update {table} set {column} = {column}"));
            match sqlx::query(change).execute(&mut stranger).await {
                Ok(done) => {
                    assert_eq!(done.rows_affected(), 0, "{} {table} {column}", self.service);
                    allowed += 1;
                }
                Err(error) => assert!(is_denied(&error), "{} {table} {column}: {error}", self.service),
            }
        }
        assert!(allowed > 0, "{}: the role changes some columns of its own rows", self.service);
        Ok(())
    }

    /// Who serves callers may speak, but not read what was said.
    pub(super) async fn hides_what_was_said(&self) -> anyhow::Result<()> {
        let mut serving = self.serving(Some(SENDER)).await?;
        for table in ["message", "todo", "inbox", "receipt", "parked", "failure", "identity"] {
            let table = format!("mailbox.{table}");
            assert_eq!(count(&mut serving, &table).await?, None, "{} {table}", self.service);
        }
        assert_eq!(count(&mut serving, "shell.audit").await?, None, "{}", self.service);
        Ok(())
    }

    pub(super) async fn keeps_the_trail(&self) -> anyhow::Result<()> {
        for change in ["update shell.audit set rpc = ''", "delete from shell.audit", "truncate shell.audit"] {
            let changed = sqlx::query(change).execute(&mut self.superuser().await?).await;
            let refused = changed.expect_err("the audit trail was changed, by a superuser").to_string();
            assert!(refused.contains("append-only"), "{refused}");
        }
        Ok(())
    }
}

/// A table with a column that names a unit.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) name: String,
    /// `sender_unit`, `unit`, `owed_by`, `owed_to`: each makes a row the unit's own.
    columns: Vec<String>,
    /// What is written into it, in SQL: the columns that are not computed.
    written: String,
}

impl Table {
    /// Whether a row is a unit's own, as SQL. A push belongs to its recipients too, and its routing to whom it belongs.
    fn own(&self, unit: &str) -> String {
        let push = format!(
            "sender_unit = '{unit}' or exists (
                 select from exchange.delivery where delivery.push_id = push.id and delivery.unit = '{unit}')"
        );
        match self.name.as_str() {
            "exchange.push" => push,
            "exchange.routing" => format!("push_id in (select id from exchange.push where {push})"),
            _ => self
                .columns
                .iter()
                .map(|column| format!("{column} = '{unit}'"))
                .collect::<Vec<_>>()
                .join(" or "),
        }
    }
}

/// Tables of the service with a column that names a unit.
pub(super) async fn tables_of_units(connection: &mut PgConnection) -> anyhow::Result<Vec<Table>> {
    let rows = sqlx::query(
        "select format('%I.%I', table_schema, table_name) as name, array_agg(column_name::text) as columns,
            (select string_agg(quote_ident(written.column_name), ', ') from information_schema.columns written
             where written.table_schema = columns.table_schema and written.table_name = columns.table_name
               and written.is_generated = 'NEVER') as written
         from information_schema.columns join information_schema.tables using (table_schema, table_name)
         where column_name in ('unit', 'sender_unit', 'owed_by', 'owed_to') and table_type = 'BASE TABLE'
           and table_schema not in ('pg_catalog', 'information_schema')
         group by table_schema, table_name order by 1",
    )
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Table {
                name: row.try_get("name")?,
                columns: row.try_get("columns")?,
                written: row.try_get("written")?,
            })
        })
        .collect()
}

/// How many rows a statement counts; `None` where the role may not read.
async fn count(connection: &mut PgConnection, from: &str) -> anyhow::Result<Option<i64>> {
    let statement = AssertSqlSafe(format!("select count(*) from {from}"));
    match sqlx::query_scalar(statement).fetch_one(connection).await {
        Ok(count) => Ok(Some(count)),
        Err(error) if is_denied(&error) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Missing grant, or a row that no policy allows.
fn is_denied(error: &sqlx::Error) -> bool {
    error.as_database_error().and_then(sqlx::error::DatabaseError::code).is_some_and(|code| code == "42501")
}
