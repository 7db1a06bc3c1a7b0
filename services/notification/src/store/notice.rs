//! `notification.notice`, with the duties that it told of and who has read it.

use std::time::Duration;

use database::inconsistent;
use ids::{DutyId, NoticeId, OfficialId, UnitCode, Uuid};
use jiff::Timestamp;
use jiff_sqlx::Timestamp as SqlTimestamp;
use proto::words::names;
use proto::words::notification::{Level, ReminderStep, UnsentReason};
use sqlx::PgConnection;

use crate::{
    model::{Group, GroupNow, Notice, UrgentDuty, parts_of},
    rules::receivers::About,
};

/// What is told to one rung of the ladder about duties of one unit, at one time.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Key {
    pub(crate) unit: UnitCode,
    pub(crate) level: Level,
    pub(crate) at: Timestamp,
}

/// A duty of which a notice tells.
pub(crate) struct ToldDuty {
    pub(crate) id: DutyId,
    pub(crate) step: ReminderStep,
    /// Why no subscription is to hear of it; none: some is.
    pub(crate) unsent: Option<UnsentReason>,
}

/// Tells: adds the duties to the newest notice of this key if it was made less than a `moment` ago, else to a new one. Twice is once.
/// Returns the notice.
pub(crate) async fn tell(
    tx: &mut PgConnection,
    key: &Key,
    duties: &[ToldDuty],
    now: Timestamp,
    moment: Duration,
) -> Result<NoticeId, sqlx::Error> {
    let ids: Vec<Uuid> = duties.iter().map(|duty| duty.id.0).collect();
    let steps: Vec<String> = duties.iter().map(|duty| duty.step.name().to_owned()).collect();
    let unsent: Vec<Option<String>> =
        duties.iter().map(|duty| duty.unsent.map(|reason| reason.name().to_owned())).collect();
    let id = sqlx::query_scalar!(
        "with newest as (
             select round, opened_at > clock_timestamp() - make_interval(secs => $8) as open
             from notification.notice where unit = $2 and level = $3 and at = $4 order by round desc limit 1
         ), told as (
             insert into notification.notice (id, unit, level, at, created_at, round)
             values ($1, $2, $3, $4, $5,
                     coalesce((select case when open then round else round + 1 end from newest), 1))
             on conflict (unit, level, at, round) do update set level = excluded.level
             returning id
         ), of as (
             insert into notification.notice_duty (notice_id, duty_id, step, unsent)
             select told.id, duty.id, duty.step, duty.unsent
             from told cross join unnest($6::uuid[], $7::text[], $9::text[]) as duty (id, step, unsent)
             order by duty.id
             on conflict do nothing
         )
         select id from told",
        NoticeId::generate().0,
        key.unit.as_str(),
        key.level.name(),
        SqlTimestamp::from(key.at) as SqlTimestamp,
        SqlTimestamp::from(now) as SqlTimestamp,
        &ids,
        &steps,
        moment.as_secs_f64(),
        &unsent as &[Option<String>],
    );
    Ok(NoticeId(id.fetch_one(tx).await?))
}

/// Which notices.
pub(crate) struct Filter<'a> {
    /// Only these.
    pub(crate) ids: Option<&'a [Uuid]>,
    /// About duties of this unit; none: of every unit.
    pub(crate) unit: Option<&'a UnitCode>,
    pub(crate) levels: &'a [Level],
    /// Whose reading counts.
    pub(crate) reader: &'a str,
    pub(crate) unread_only: bool,
    pub(crate) after: Option<(Timestamp, Uuid)>,
    pub(crate) limit: i64,
}

impl<'a> Filter<'a> {
    /// Whatever is told about duties of `unit` (none: of every unit) on these rungs, as `reader` sees it.
    pub(crate) fn of(unit: Option<&'a UnitCode>, levels: &'a [Level], reader: &'a str) -> Self {
        Self { ids: None, unit, levels, reader, unread_only: false, after: None, limit: 1 }
    }
}

/// Notices, newest first.
pub(crate) async fn list(tx: &mut PgConnection, filter: &Filter<'_>) -> Result<Vec<Notice>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select notice.id, notice.unit, level, at, notice.created_at, read_at as "read_at?"
           from notification.notice
           left join notification.notice_read on notice_id = notice.id and official = $3
           where ($1::text is null or notice.unit = $1)
             and level = any($2)
             and (not $4 or read_at is null)
             and ($5::timestamptz is null or (notice.created_at, notice.id) < ($5, $6::uuid))
             and ($8::uuid[] is null or notice.id = any($8))
           order by notice.created_at desc, notice.id desc
           limit $7"#,
        filter.unit.map(UnitCode::as_str),
        &names(filter.levels),
        filter.reader,
        filter.unread_only,
        filter.after.map(|(at, _)| SqlTimestamp::from(at)) as Option<SqlTimestamp>,
        filter.after.map(|(_, id)| id),
        filter.limit,
        filter.ids,
    )
    .fetch_all(&mut *tx)
    .await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let groups = groups(tx, &ids).await?;
    let mut notices = Vec::with_capacity(rows.len());
    for row in rows {
        let bad = |column| inconsistent(&format!("notification.notice.{column}"), row.id);
        notices.push(Notice {
            id: NoticeId(row.id),
            unit: row.unit.parse().map_err(|_| bad("unit"))?,
            level: Level::named(&row.level).ok_or_else(|| bad("level"))?,
            at: row.at.to_jiff(),
            created_at: row.created_at.to_jiff(),
            read_at: row.read_at.map(SqlTimestamp::to_jiff),
            parts: parts_of(groups.iter().filter(|(of, _)| of.0 == row.id).map(|(_, group)| group)),
        });
    }
    Ok(notices)
}

/// What notices say, in groups of duties that are alike.
pub(crate) async fn groups(
    tx: &mut PgConnection,
    notices: &[Uuid],
) -> Result<Vec<(NoticeId, Group)>, sqlx::Error> {
    let rows = sqlx::query_as!(
        GroupRow,
        r#"select notice_id, step, kind, item_code, count(*) as "duties!",
                  count(*) filter (where state = 'open') as "open!"
           from notification.notice_duty join notification.duty on duty.id = duty_id
           where notice_id = any($1)
           group by notice_id, step, kind, item_code
           order by notice_id, step, kind, item_code"#,
        notices,
    );
    rows.fetch_all(tx).await?.into_iter().map(GroupRow::group).collect()
}

/// What notices say as it is `now`: a notice is still true of a duty while nothing later was told of it and its date has not moved past
/// what is said.
pub(crate) async fn groups_now(
    tx: &mut PgConnection,
    notices: &[Uuid],
    now: Timestamp,
) -> Result<Vec<GroupNow>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select notice_id, step, kind, item_code, count(*) filter (where state = 'open') as "open!",
                  count(*) filter (where state = 'open' and taken_at = notice.at) as "latest!",
                  count(*) filter (
                      where notification.still_true(step, state, taken_at = notice.at, due_at, $2)
                  ) as "still_true!"
           from notification.notice_duty
           join notification.notice on notice.id = notice_id
           join notification.duty on duty.id = notice_duty.duty_id
           left join notification.reminder on reminder.duty_id = duty.id
           where notice_id = any($1)
           group by notice_id, step, kind, item_code
           order by notice_id, step, kind, item_code"#,
        notices,
        SqlTimestamp::from(now) as SqlTimestamp,
    );
    let mut groups = Vec::new();
    for row in rows.fetch_all(tx).await? {
        let step = ReminderStep::named(&row.step)
            .ok_or_else(|| inconsistent("notification.notice_duty.step", row.notice_id))?;
        groups.push(GroupNow {
            notice: NoticeId(row.notice_id),
            about: About { kind: row.kind, item: row.item_code, step },
            still_true: row.still_true,
            open: row.open,
            latest: row.latest,
        });
    }
    Ok(groups)
}

/// The first duties to be due of which a notice is still true, up to [`UrgentDuty::MOST`] of each group.
pub(crate) async fn most_urgent(
    tx: &mut PgConnection,
    notices: &[Uuid],
    now: Timestamp,
) -> Result<Vec<(NoticeId, UrgentDuty)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select notice_id, step, kind, item_code, duty_id, subject_name, subject_number,
                  due_at as "due_at!: SqlTimestamp"
           from (
               select notice_id, step, kind, item_code, duty.id, subject_name, subject_number, due_at,
                      row_number() over (partition by notice_id, step, kind, item_code order by due_at, duty.id)
               from notification.notice_duty
               join notification.notice on notice.id = notice_id
               join notification.duty on duty.id = notice_duty.duty_id
               join notification.reminder on reminder.duty_id = duty.id
               where notice_id = any($1) and notification.still_true(step, state, taken_at = notice.at, due_at, $2)
           ) still_true (notice_id, step, kind, item_code, duty_id, subject_name, subject_number, due_at, place)
           where place <= $3
           order by notice_id, due_at, duty_id"#,
        notices,
        SqlTimestamp::from(now) as SqlTimestamp,
        i64::try_from(UrgentDuty::MOST).unwrap_or(i64::MAX),
    );
    let mut urgent = Vec::new();
    for row in rows.fetch_all(tx).await? {
        let step = ReminderStep::named(&row.step)
            .ok_or_else(|| inconsistent("notification.notice_duty.step", row.notice_id))?;
        let about = About { kind: row.kind, item: row.item_code, step };
        let duty = UrgentDuty {
            about,
            duty: DutyId(row.duty_id),
            name: row.subject_name,
            number: row.subject_number,
            due_at: row.due_at.to_jiff(),
        };
        urgent.push((NoticeId(row.notice_id), duty));
    }
    Ok(urgent)
}

struct GroupRow {
    notice_id: Uuid,
    step: String,
    kind: String,
    item_code: String,
    duties: i64,
    open: i64,
}

impl GroupRow {
    fn group(self) -> Result<(NoticeId, Group), sqlx::Error> {
        let step = ReminderStep::named(&self.step)
            .ok_or_else(|| inconsistent("notification.notice_duty.step", self.notice_id))?;
        let about = About { kind: self.kind, item: self.item_code, step };
        Ok((NoticeId(self.notice_id), Group { about, duties: self.duties, open: self.open }))
    }
}

/// What was told since an instant about duties of `unit` (none: of every unit) on these rungs, oldest first.
pub(crate) async fn told_since(
    tx: &mut PgConnection,
    unit: Option<&UnitCode>,
    levels: &[Level],
    since: Timestamp,
    limit: i64,
) -> Result<Vec<(NoticeId, Key)>, sqlx::Error> {
    let rows = sqlx::query_as!(
        Head,
        "select id, unit, level, at from notification.notice
         where ($1::text is null or unit = $1) and level = any($2) and created_at >= $3
         order by created_at, id limit $4",
        unit.map(UnitCode::as_str),
        &names(levels),
        SqlTimestamp::from(since) as SqlTimestamp,
        limit,
    )
    .fetch_all(tx)
    .await?;
    rows.into_iter().map(Head::key).collect()
}

/// The notices of these ids: whose duties, on which rung.
pub(crate) async fn find_all(
    tx: &mut PgConnection,
    ids: &[Uuid],
) -> Result<Vec<(NoticeId, Key)>, sqlx::Error> {
    let rows =
        sqlx::query_as!(Head, "select id, unit, level, at from notification.notice where id = any($1)", ids);
    rows.fetch_all(tx).await?.into_iter().map(Head::key).collect()
}

struct Head {
    id: Uuid,
    unit: String,
    level: String,
    at: SqlTimestamp,
}

impl Head {
    fn key(self) -> Result<(NoticeId, Key), sqlx::Error> {
        let bad = |column| inconsistent(&format!("notification.notice.{column}"), self.id);
        let unit = self.unit.parse().map_err(|_| bad("unit"))?;
        let level = Level::named(&self.level).ok_or_else(|| bad("level"))?;
        Ok((NoticeId(self.id), Key { unit, level, at: self.at.to_jiff() }))
    }
}

/// A place in the feed: the transaction that told, and the order within.
pub(crate) type Place = (i64, i64);

/// Notices about duties of `unit` (none: of every unit) after a place, oldest first; as `change::list_after`.
pub(crate) async fn list_after(
    tx: &mut PgConnection,
    unit: Option<&UnitCode>,
    levels: &[Level],
    (transaction, sequence): Place,
    limit: i64,
) -> Result<Vec<(Place, NoticeId)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select transaction_id::text::bigint as "transaction!", sequence, id
           from notification.notice
           where ($1::text is null or unit = $1) and level = any($2)
             and (transaction_id, sequence) > ($3::bigint::text::xid8, $4)
             and transaction_id < pg_snapshot_xmin(pg_current_snapshot())
           order by transaction_id, sequence
           limit $5"#,
        unit.map(UnitCode::as_str),
        &names(levels),
        transaction,
        sequence,
        limit,
    )
    .fetch_all(tx)
    .await?;
    Ok(rows.into_iter().map(|row| ((row.transaction, row.sequence), NoticeId(row.id))).collect())
}

/// How many notices of a filter are unread, counted up to `most`.
pub(crate) async fn count_unread(
    tx: &mut PgConnection,
    filter: &Filter<'_>,
    most: i64,
) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select count(*) as "count!" from (
               select from notification.notice
               where ($1::text is null or unit = $1)
                 and level = any($2)
                 and not exists (
                     select from notification.notice_read where notice_id = notice.id and official = $3
                 )
               limit $4
           ) unread"#,
        filter.unit.map(UnitCode::as_str),
        &names(filter.levels),
        filter.reader,
        most,
    )
    .fetch_one(tx)
    .await
}

/// Notes that an official has read notices; those that the policies hide are passed over. Returns how many were unread.
pub(crate) async fn mark_read(
    tx: &mut PgConnection,
    ids: &[NoticeId],
    unit: &UnitCode,
    official: &OfficialId,
    now: Timestamp,
) -> Result<u64, sqlx::Error> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let done = sqlx::query!(
        "insert into notification.notice_read (notice_id, unit, official, read_at)
         select id, $2, $3, $4 from notification.notice where id = any($1) order by id
         on conflict do nothing",
        &ids,
        unit.as_str(),
        official.as_str(),
        SqlTimestamp::from(now) as SqlTimestamp,
    )
    .execute(tx)
    .await?;
    Ok(done.rows_affected())
}

/// The duties that a notice told of, at most so many, those due first at the head.
pub(crate) async fn duties(
    tx: &mut PgConnection,
    notice: NoticeId,
    limit: i64,
) -> Result<Vec<DutyId>, sqlx::Error> {
    let ids = sqlx::query_scalar!(
        "select duty_id from notification.notice_duty join notification.duty on duty.id = duty_id
         where notice_id = $1 order by due_order, duty_id limit $2",
        notice.0,
        limit,
    );
    Ok(ids.fetch_all(tx).await?.into_iter().map(DutyId).collect())
}
