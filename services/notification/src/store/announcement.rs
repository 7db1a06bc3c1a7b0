//! `notification.announcement`, with the units that are told.

use database::inconsistent;
use ids::{AnnouncementId, UnitCode, Uuid};
use jiff::Timestamp;
use jiff_sqlx::Timestamp as SqlTimestamp;
use proto::words::meeting::AnnouncementKind;
use proto::words::names;
use sqlx::PgConnection;

use crate::model::Announcement;

struct Row {
    id: Uuid,
    kind: String,
    units: Vec<String>,
    subject_id: Uuid,
    text: String,
    announced_at: SqlTimestamp,
}

/// Adds an announcement with its units; whether it was not there before.
pub(crate) async fn insert(tx: &mut PgConnection, new: &Announcement) -> Result<bool, sqlx::Error> {
    let done = sqlx::query!(
        "insert into notification.announcement (id, kind, subject_id, text, announced_at)
         values ($1, $2, $3, $4, $5) on conflict (id) do nothing",
        new.id.0,
        new.kind.name(),
        new.subject,
        new.text,
        SqlTimestamp::from(new.at) as SqlTimestamp,
    );
    if done.execute(&mut *tx).await?.rows_affected() == 0 {
        return Ok(false);
    }
    let units: Vec<String> = new.units.iter().map(ToString::to_string).collect();
    sqlx::query!(
        "insert into notification.announcement_unit (announcement_id, unit)
         select $1, unit from unnest($2::text[]) as told (unit) group by unit order by unit",
        new.id.0,
        &units,
    )
    .execute(tx)
    .await?;
    Ok(true)
}

/// The announcements among these that are still true: none is, once the same unit was told something of the same meeting that takes its
/// place: another date, that it was cancelled, one more material, the next circulation, the issue. With the unit.
pub(crate) async fn still_true(
    tx: &mut PgConnection,
    ids: &[AnnouncementId],
) -> Result<Vec<(UnitCode, Announcement)>, sqlx::Error> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = sqlx::query_as!(
        Row,
        r#"select id, kind, subject_id, text, announced_at, array[told.unit] as "units!"
           from notification.announcement join notification.announcement_unit told on told.announcement_id = id
           where id = any($1)
             and not exists (
                 select from notification.announcement later
                 join notification.announcement_unit also on also.announcement_id = later.id
                 where later.subject_id = announcement.subject_id and later.announced_at > announcement.announced_at
                   and also.unit = told.unit
                   and case announcement.kind
                       when 'invitation' then later.kind in ('rescheduled', 'cancelled')
                       when 'rescheduled' then later.kind in ('rescheduled', 'cancelled')
                       when 'material' then later.kind in ('material', 'cancelled')
                       when 'minutes_circulated' then later.kind in ('minutes_circulated', 'minutes_issued')
                       else false
                   end)"#,
        &ids,
    );
    let mut found = Vec::new();
    for row in rows.fetch_all(tx).await? {
        let announcement = Announcement::try_from(row)?;
        found.extend(announcement.units.first().cloned().map(|unit| (unit, announcement)));
    }
    Ok(found)
}

/// What a unit was told since an instant, oldest first.
pub(crate) async fn told_since(
    tx: &mut PgConnection,
    unit: &UnitCode,
    since: Timestamp,
    limit: i64,
) -> Result<Vec<AnnouncementId>, sqlx::Error> {
    let ids = sqlx::query_scalar!(
        "select id from notification.announcement join notification.announcement_unit on announcement_id = id
         where unit = $1 and announced_at >= $2 order by announced_at, id limit $3",
        unit.as_str(),
        SqlTimestamp::from(since) as SqlTimestamp,
        limit,
    );
    Ok(ids.fetch_all(tx).await?.into_iter().map(AnnouncementId).collect())
}

/// Which announcements.
pub(crate) struct Filter<'a> {
    /// To this unit; none: to anybody.
    pub(crate) unit: Option<&'a UnitCode>,
    /// Among these units; empty: any.
    pub(crate) units: &'a [String],
    /// Of these kinds; empty: of every one.
    pub(crate) kinds: &'a [AnnouncementKind],
    pub(crate) after: Option<(Timestamp, Uuid)>,
    pub(crate) limit: i64,
}

/// Announcements, newest first.
pub(crate) async fn list(
    tx: &mut PgConnection,
    filter: &Filter<'_>,
) -> Result<Vec<Announcement>, sqlx::Error> {
    let rows = sqlx::query_as!(
        Row,
        r#"select id, kind, subject_id, text, announced_at,
                  array(select unit from notification.announcement_unit
                        where announcement_id = id and ($1::text is null or unit = $1) order by unit) as "units!"
           from notification.announcement
           where exists (select from notification.announcement_unit
                         where announcement_id = id and ($1::text is null or unit = $1)
                           and ($2::text[] = '{}' or unit = any($2)))
             and ($3::text[] = '{}' or kind = any($3))
             and ($4::timestamptz is null or (announced_at, id) < ($4, $5::uuid))
           order by announced_at desc, id desc limit $6"#,
        filter.unit.map(UnitCode::as_str),
        filter.units,
        &names(filter.kinds),
        filter.after.map(|(at, _)| SqlTimestamp::from(at)) as Option<SqlTimestamp>,
        filter.after.map(|(_, id)| id),
        filter.limit,
    );
    rows.fetch_all(tx).await?.into_iter().map(Announcement::try_from).collect()
}

impl TryFrom<Row> for Announcement {
    type Error = sqlx::Error;

    fn try_from(row: Row) -> Result<Self, sqlx::Error> {
        let bad = |column| inconsistent(&format!("notification.announcement.{column}"), row.id);
        let units: Option<Vec<UnitCode>> = row.units.iter().map(|unit| unit.parse().ok()).collect();
        Ok(Self {
            id: AnnouncementId(row.id),
            kind: AnnouncementKind::named(&row.kind).ok_or_else(|| bad("kind"))?,
            units: units.ok_or_else(|| bad("unit"))?,
            subject: row.subject_id,
            text: row.text,
            at: row.announced_at.to_jiff(),
        })
    }
}
