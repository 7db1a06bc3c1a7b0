//! A ledger of very many duties, written as the service would write them.

use clock::start_of;
use jiff::{Timestamp, civil::Date};
use prost::Message;
use proto::r#type::v1::{Deadline, ExplainedDay};
use sqlx::{Connection, PgConnection, postgres::PgConnectOptions};
use workdays::Calendar;

use crate::stage::sample_units;

/// Open claim duties (C2) of all supervising units, the same number due on each of `days` working days after `from`.
///
/// Rows are written with their triggers, so that the board's counts and the reminders' rows are there as well.
pub async fn duties(database: PgConnectOptions, count: i64, from: Date, days: u32) -> anyhow::Result<()> {
    let calendar = Calendar::bundled();
    let mut connection = PgConnection::connect_with(&database).await?;
    let per_day = count / i64::from(days);
    for day in 1..=days {
        let due_on = calendar.add(from, day)?.due_on;
        let due_at = start_of(due_on.tomorrow()?);
        batch(&mut connection, per_day, due_on, due_at).await?;
    }
    sqlx::query("vacuum analyze notification.duty").execute(&mut connection).await?;
    sqlx::query("vacuum analyze notification.tally").execute(&mut connection).await?;
    Ok(())
}

async fn batch(
    connection: &mut PgConnection,
    count: i64,
    due_on: Date,
    due_at: Timestamp,
) -> anyhow::Result<()> {
    let deadline = Deadline {
        due_time: Some(prost_types::Timestamp { seconds: due_at.as_second(), nanos: 0 }),
        working_days: 1,
        days: vec![ExplainedDay { date: due_on.to_string(), counted: true, reason: "工作日".to_owned() }],
        rule: "C2/1".to_owned(),
        ..Deadline::default()
    };
    sqlx::query(
        "insert into notification.duty (id, sender, opened_at, kind, owed_by, owed_to, subject_type, subject_id,
                                        subject_name, subject_number, item_code, deadline, calendar_version, started_at, due_at, yellow_at, deep_red_at,
                                        lamp_version, state)
         select gen_random_uuid(), 'supervision', $3 - interval '2 days', 'C2', $1[1 + n % cardinality($1)], 'xzspj',
                'delivery', gen_random_uuid(), '食品经营许可', '示例〔2026〕' || n || '号',
                'item-' || n % 200, $4, 0, $3 - interval '2 days', $3, $3 - interval '10 hours',
                $3 + interval '3 days', 9223372036854775807, 'open'
         from generate_series(1, $2) as n",
    )
    .bind(sample_units())
    .bind(count)
    .bind(jiff_sqlx::Timestamp::from(due_at))
    .bind(deadline.encode_to_vec())
    .execute(connection)
    .await?;
    Ok(())
}
