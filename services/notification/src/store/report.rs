//! Notices with what became of their messages, for the proof of who was told what.

use ids::{DutyId, NoticeId, OfficialId, UnitCode, Uuid};
use jiff::Timestamp;
use jiff_sqlx::Timestamp as SqlTimestamp;
use sqlx::PgConnection;

use super::{inconsistent, notice::groups};
use crate::{
    model::{ChannelKind, Reported, Sent, parts_of},
    rules::reminder_plan::Level,
};

/// Which notices.
pub(crate) struct Filter<'a> {
    /// About duties of this unit; none: of every unit.
    pub(crate) unit: Option<&'a UnitCode>,
    /// Among these units; empty: any.
    pub(crate) units: &'a [String],
    pub(crate) duty: Option<DutyId>,
    pub(crate) from: Option<Timestamp>,
    pub(crate) until: Option<Timestamp>,
    pub(crate) limit: i64,
}

/// Each notice once for each way on which it was told, oldest first.
pub(crate) async fn report(tx: &mut PgConnection, filter: &Filter<'_>) -> Result<Vec<Reported>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select notice.id, notice.unit, level, notice.created_at, channel as "channel?", shown as "shown?",
                  dispatch.state as "state?", attempts as "attempts?", ended_at as "ended_at?", provider_id as "provider_id?"
           from notification.notice
           left join (notification.dispatch join notification.subscription on subscription.id = subscription_id)
               on dispatch.notice_id = notice.id
           where ($1::text is null or notice.unit = $1)
             and ($2::text[] = '{}' or notice.unit = any($2))
             and ($3::uuid is null or exists (select from notification.notice_duty where notice_id = notice.id and duty_id = $3))
             and ($4::timestamptz is null or notice.created_at >= $4)
             and ($5::timestamptz is null or notice.created_at < $5)
           order by notice.created_at, notice.id, dispatch.id
           limit $6"#,
        filter.unit.map(UnitCode::as_str),
        filter.units,
        filter.duty.map(|duty| duty.0),
        filter.from.map(SqlTimestamp::from) as Option<SqlTimestamp>,
        filter.until.map(SqlTimestamp::from) as Option<SqlTimestamp>,
        filter.limit,
    )
    .fetch_all(&mut *tx)
    .await?;
    let mut ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    ids.dedup();
    let groups = groups(tx, &ids).await?;
    let readers = readers(tx, &ids).await?;
    let mut reported = Vec::with_capacity(rows.len());
    for row in rows {
        let bad = |column| inconsistent("notice", column, row.id);
        let sent = match (row.channel, row.shown, row.state, row.attempts) {
            (Some(channel), Some(shown), Some(state), Some(attempts)) => Some(Sent {
                channel: ChannelKind::named(&channel).ok_or_else(|| bad("channel"))?,
                shown,
                state,
                attempts,
                ended_at: row.ended_at.map(SqlTimestamp::to_jiff),
                provider_id: row.provider_id,
            }),
            _ => None,
        };
        reported.push(Reported {
            notice: NoticeId(row.id),
            unit: row.unit.parse().map_err(|_| bad("unit"))?,
            level: Level::named(&row.level).ok_or_else(|| bad("level"))?,
            parts: parts_of(groups.iter().filter(|(of, _)| of.0 == row.id).map(|(_, group)| group)),
            created_at: row.created_at.to_jiff(),
            sent,
            readers: readers
                .iter()
                .filter(|(of, ..)| *of == row.id)
                .map(|(_, who, at)| (who.clone(), *at))
                .collect(),
        });
    }
    Ok(reported)
}

async fn readers(
    tx: &mut PgConnection,
    notices: &[Uuid],
) -> Result<Vec<(Uuid, OfficialId, Timestamp)>, sqlx::Error> {
    let rows = sqlx::query!(
        "select notice_id, official, read_at from notification.notice_read where notice_id = any($1)
         order by notice_id, read_at, official",
        notices,
    );
    let mut readers = Vec::new();
    for row in rows.fetch_all(tx).await? {
        let official =
            row.official.parse().map_err(|_| inconsistent("notice_read", "official", row.notice_id))?;
        readers.push((row.notice_id, official, row.read_at.to_jiff()));
    }
    Ok(readers)
}
