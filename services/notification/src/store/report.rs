//! The proof of who was told what (催办送达情况): notices, letters and announcements, each with what became of its messages.

use database::inconsistent;
use ids::{AnnouncementId, DutyId, LetterId, NoticeId, OfficialId, UnitCode, Uuid};
use jiff::Timestamp;
use jiff_sqlx::Timestamp as SqlTimestamp;
use proto::words::{
    meeting::AnnouncementKind,
    notification::{Channel, Level},
};
use sqlx::PgConnection;

use super::notice::groups;
use crate::model::{Fate, Group, LETTERS, Reported, Sent, What, parts_of};

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

/// Each notice, each letter and each announcement once for each way on which it was told, oldest first.
pub(crate) async fn report(tx: &mut PgConnection, filter: &Filter<'_>) -> Result<Vec<Reported>, sqlx::Error> {
    let rows = sqlx::query_as!(
        Row,
        r#"select told.id as "id!", told.unit as "unit!", level as "level?", year as "year?", sequence as "sequence?",
                  announced as "announced?", text as "text?", told.created_at as "created_at!", name as "name?", channel as "channel?", shown as "shown?",
                  dispatch.state as "state?", needless as "needless?", attempts as "attempts?", ended_at as "ended_at?", provider_id as "provider_id?", said as "said?"
           from (
               select notice.id, notice.unit, level, null::integer as year, null::integer as sequence, null::text as announced,
                      null::text as text, notice.created_at, dispatch.id as dispatch
               from notification.notice left join notification.dispatch on subject_id = notice.id and dispatch.kind = 'notice'
               where $3::uuid is null or exists (select from notification.notice_duty where notice_id = notice.id and duty_id = $3)
               union all
               select letter.id, letter.unit, null, year, sequence, null, null, issued_at, dispatch.id
               from notification.letter left join notification.dispatch on subject_id = letter.id and dispatch.kind = 'letter'
               where $3::uuid is null or exists (select from notification.letter_duty where letter_id = letter.id and duty_id = $3)
               union all
               select announcement.id, named.unit, null, null, null, announcement.kind, announcement.text, announced_at, dispatch.id
               from notification.announcement join notification.announcement_unit named on named.announcement_id = announcement.id
               left join notification.dispatch
                   on dispatch.subject_id = announcement.id and dispatch.kind = 'announcement' and dispatch.unit = named.unit
               where $3::uuid is null
           ) told
           left join (notification.dispatch join notification.subscription on subscription.id = subscription_id)
               on dispatch.id = told.dispatch
           where ($1::text is null or told.unit = $1)
             and ($2::text[] = '{}' or told.unit = any($2))
             and ($4::timestamptz is null or told.created_at >= $4)
             and ($5::timestamptz is null or told.created_at < $5)
           order by told.created_at, told.id, told.unit, dispatch.id
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
    let mut ids: Vec<Uuid> = rows.iter().filter(|row| row.level.is_some()).map(|row| row.id).collect();
    ids.dedup();
    let groups = groups(tx, &ids).await?;
    let readers = readers(tx, &ids).await?;
    rows.into_iter().map(|row| row.reported(&groups, &readers)).collect()
}

struct Row {
    id: Uuid,
    unit: String,
    level: Option<String>,
    year: Option<i32>,
    sequence: Option<i32>,
    announced: Option<String>,
    text: Option<String>,
    created_at: SqlTimestamp,
    name: Option<String>,
    channel: Option<String>,
    shown: Option<String>,
    state: Option<String>,
    needless: Option<String>,
    attempts: Option<i32>,
    ended_at: Option<SqlTimestamp>,
    provider_id: Option<String>,
    said: Option<String>,
}

type Reader = (Uuid, OfficialId, Timestamp);

impl Row {
    fn reported(self, groups: &[(NoticeId, Group)], readers: &[Reader]) -> Result<Reported, sqlx::Error> {
        let bad = |column| inconsistent(&format!("notification.notice.{column}"), self.id);
        let of_it = groups.iter().filter(|(of, _)| of.0 == self.id).map(|(_, group)| group);
        let announced = self.announced.as_deref().zip(self.text);
        let what = match (self.level.as_deref(), self.year.zip(self.sequence), announced) {
            (Some(level), ..) => What::Notice {
                id: NoticeId(self.id),
                level: Level::named(level).ok_or_else(|| bad("level"))?,
                parts: parts_of(of_it),
            },
            (None, Some((year, sequence)), _) => {
                What::Letter { id: LetterId(self.id), number: LETTERS.number(year, sequence) }
            }
            (None, None, Some((kind, text))) => What::Announcement {
                id: AnnouncementId(self.id),
                kind: AnnouncementKind::named(kind).ok_or_else(|| bad("kind"))?,
                text,
            },
            _ => return Err(bad("level")),
        };
        let sent = match (self.name, self.channel, self.shown, self.state, self.attempts) {
            (Some(name), Some(channel), Some(shown), Some(state), Some(attempts)) => {
                let ended_at = self.ended_at.map(SqlTimestamp::to_jiff);
                let fate = Fate::named(&state, ended_at, self.needless.as_deref());
                Some(Sent {
                    name,
                    channel: Channel::named(&channel).ok_or_else(|| bad("channel"))?,
                    shown,
                    fate: fate.ok_or_else(|| bad("state"))?,
                    attempts,
                    provider_id: self.provider_id,
                    said: self.said,
                })
            }
            _ => None,
        };
        let read = readers.iter().filter(|(of, ..)| *of == self.id).map(|(_, who, at)| (who.clone(), *at));
        Ok(Reported {
            what,
            unit: self.unit.parse().map_err(|_| bad("unit"))?,
            created_at: self.created_at.to_jiff(),
            sent,
            readers: read.collect(),
        })
    }
}

async fn readers(tx: &mut PgConnection, notices: &[Uuid]) -> Result<Vec<Reader>, sqlx::Error> {
    let rows = sqlx::query!(
        "select notice_id, official, read_at from notification.notice_read where notice_id = any($1)
         order by notice_id, read_at, official",
        notices,
    );
    let mut readers = Vec::new();
    for row in rows.fetch_all(tx).await? {
        let official = row
            .official
            .parse()
            .map_err(|_| inconsistent("notification.notice_read.official", row.notice_id))?;
        readers.push((row.notice_id, official, row.read_at.to_jiff()));
    }
    Ok(readers)
}
