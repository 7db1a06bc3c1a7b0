//! `meeting.seat`: the roster (成员名册).

use database::{inconsistent, one};
use ids::{OfficialId, SeatId, UnitCode, Uuid};
use jiff::civil::Date;
use jiff_sqlx::Date as SqlDate;
use proto::words::meeting::SeatRole;
use sqlx::PgConnection;

use crate::{model::Seat, rules::succession::is_alone};

struct Row {
    id: Uuid,
    unit: String,
    role: String,
    post: String,
    official: Option<String>,
    first_day: SqlDate,
    last_day: Option<SqlDate>,
}

macro_rules! select {
    ($rest:literal $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            Row,
            r#"select id, unit, role, post, official, first_day as "first_day: SqlDate", last_day as "last_day: SqlDate"
               from meeting.seat "# + $rest
            $(, $argument)*
        )
    };
}

/// Adds a seat.
pub(crate) async fn insert(tx: &mut PgConnection, seat: &Seat) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into meeting.seat (id, unit, role, post, official, first_day) values ($1, $2, $3, $4, $5, $6)",
        seat.id.0,
        seat.unit.as_str(),
        seat.role.name(),
        seat.post,
        seat.official.as_ref().map(OfficialId::as_str),
        SqlDate::from(seat.first_day) as SqlDate,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Ends a seat.
pub(crate) async fn end(tx: &mut PgConnection, id: SeatId, last_day: Date) -> Result<(), sqlx::Error> {
    let done = sqlx::query!(
        "update meeting.seat set last_day = $2 where id = $1",
        id.0,
        SqlDate::from(last_day) as SqlDate
    );
    one(done.execute(tx).await?)
}

/// Lets one transaction at a time change the roster.
pub(crate) async fn lock_roster(tx: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query!("select pg_advisory_xact_lock('meeting.seat'::regclass::bigint)").execute(tx).await?;
    Ok(())
}

/// Whether the roster has no seat at all.
pub(crate) async fn is_empty(tx: &mut PgConnection) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(r#"select not exists (select from meeting.seat) as "empty!""#).fetch_one(tx).await
}

/// The last seat that was recorded of a role: of the unit, or of any where the county has one.
pub(crate) async fn latest(
    tx: &mut PgConnection,
    unit: &UnitCode,
    role: SeatRole,
) -> Result<Option<Seat>, sqlx::Error> {
    let row = select!(
        "where role = $2 and (unit = $1 or $3) order by last_day is null desc, first_day desc limit 1",
        unit.as_str(),
        role.name(),
        is_alone(role),
    );
    row.fetch_optional(tx).await?.map(Seat::try_from).transpose()
}

/// The seat that is held on a day, of a role that the county has once.
pub(crate) async fn holder_on(
    tx: &mut PgConnection,
    role: SeatRole,
    day: Date,
) -> Result<Option<Seat>, sqlx::Error> {
    let row = select!(
        "where role = $1 and first_day <= $2 and (last_day is null or last_day >= $2) order by first_day desc limit 1",
        role.name(),
        SqlDate::from(day) as SqlDate,
    );
    row.fetch_optional(tx).await?.map(Seat::try_from).transpose()
}

/// Finds a seat, held or not.
pub(crate) async fn find(tx: &mut PgConnection, id: SeatId) -> Result<Option<Seat>, sqlx::Error> {
    select!("where id = $1", id.0).fetch_optional(tx).await?.map(Seat::try_from).transpose()
}

/// Every seat that is held on a day.
pub(crate) async fn all_on(tx: &mut PgConnection, day: Date) -> Result<Vec<Seat>, sqlx::Error> {
    let rows = select!(
        "where first_day <= $1 and (last_day is null or last_day >= $1) order by unit, role",
        SqlDate::from(day) as SqlDate,
    );
    rows.fetch_all(tx).await?.into_iter().map(Seat::try_from).collect()
}

/// Which seats.
pub(crate) struct Filter<'a> {
    /// As of this day; none: ever.
    pub(crate) day: Option<Date>,
    /// Of these units; empty: of all.
    pub(crate) units: &'a [String],
    pub(crate) after: Option<(Date, Uuid)>,
    pub(crate) limit: i64,
}

/// Seats, the oldest first.
pub(crate) async fn list(tx: &mut PgConnection, filter: &Filter<'_>) -> Result<Vec<Seat>, sqlx::Error> {
    let rows = select!(
        "where ($1::date is null or (first_day <= $1 and (last_day is null or last_day >= $1)))
           and ($2::text[] = '{}' or unit = any($2))
           and ($3::date is null or (first_day, id) > ($3, $4::uuid))
         order by first_day, id limit $5",
        filter.day.map(SqlDate::from) as Option<SqlDate>,
        filter.units,
        filter.after.map(|(day, _)| SqlDate::from(day)) as Option<SqlDate>,
        filter.after.map(|(_, id)| id),
        filter.limit,
    );
    rows.fetch_all(tx).await?.into_iter().map(Seat::try_from).collect()
}

impl TryFrom<Row> for Seat {
    type Error = sqlx::Error;

    fn try_from(row: Row) -> Result<Self, sqlx::Error> {
        let bad = |column| inconsistent(&format!("meeting.seat.{column}"), row.id);
        let official = row.official.map(|official| official.parse().map_err(|_| bad("official")));
        Ok(Self {
            id: SeatId(row.id),
            unit: row.unit.parse().map_err(|_| bad("unit"))?,
            role: SeatRole::named(&row.role).ok_or_else(|| bad("role"))?,
            post: row.post,
            official: official.transpose()?,
            first_day: row.first_day.to_jiff(),
            last_day: row.last_day.map(SqlDate::to_jiff),
        })
    }
}
