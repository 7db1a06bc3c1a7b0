//! Why was a reminder not sent? Each notice that told of a duty, with its messages, or with why it has none. What a caller may see stands in
//! the statements and in the policies of `notification.notice` and `notification.dispatch`.

use database::inconsistent;
use ids::{DispatchId, NoticeId, SubscriptionId, UnitCode, Uuid};
use jiff_sqlx::Timestamp as SqlTimestamp;
use proto::words::notification::{Level, ReminderStep, UnsentReason};
use sqlx::PgConnection;

use super::subscription;
use crate::{
    model::{Duty, Fate, NoticeOfDuty, ReminderMessage, ReminderOutcome, Subscription},
    rules::receivers::About,
};

/// Reminders of one duty that are looked back on: those of some weeks, and an answer that is sent in one piece.
const MOST: i64 = 200;

/// What became of each reminder of a duty that was told, oldest first, of the newest; of notices that `unit` may see (none: all).
pub(crate) async fn of_duty(
    tx: &mut PgConnection,
    unit: Option<&UnitCode>,
    duty: &Duty,
) -> Result<Vec<ReminderOutcome>, sqlx::Error> {
    let rows = sqlx::query!(
        "select notice.id, level, step, at, created_at, unsent
         from notification.notice_duty join notification.notice on notice.id = notice_id
         where duty_id = $1 and ($2::text is null or unit = $2)
         order by created_at desc, notice.id desc limit $3",
        duty.id.0,
        unit.map(UnitCode::as_str),
        MOST,
    )
    .fetch_all(&mut *tx)
    .await?;
    let notices: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let sent = sent(tx, unit, &notices).await?;
    let mut outcomes = Vec::with_capacity(rows.len());
    for row in rows.into_iter().rev() {
        let bad = |column| inconsistent(&format!("notification.notice.{column}"), row.id);
        let step = ReminderStep::named(&row.step).ok_or_else(|| bad("step"))?;
        let unsent = row.unsent.map(|name| UnsentReason::named(&name).ok_or_else(|| bad("unsent")));
        let about = About { kind: duty.kind.clone(), item: duty.item_code.clone(), step };
        outcomes.push(ReminderOutcome {
            level: Level::named(&row.level).ok_or_else(|| bad("level"))?,
            step,
            at: row.at.to_jiff(),
            notice: Some(NoticeOfDuty { id: NoticeId(row.id), created_at: row.created_at.to_jiff() }),
            messages: sent
                .iter()
                .filter(|one| one.notice.0 == row.id)
                .filter_map(|one| one.of(&about))
                .collect(),
            unsent: unsent.transpose()?,
        });
    }
    Ok(outcomes)
}

/// A message of a notice, and where it goes.
struct SentNotice {
    notice: NoticeId,
    id: DispatchId,
    to: Subscription,
    fate: Fate,
}

impl SentNotice {
    /// The message, if its receiver wants to hear of such duties: a notice tells of others, too.
    fn of(&self, about: &About) -> Option<ReminderMessage> {
        let Self { id, to, fate, .. } = self;
        let message = ReminderMessage { id: *id, unit: to.unit.clone(), channel: to.channel, fate: *fate };
        to.filter.includes(about).then_some(message)
    }
}

/// The messages of these notices, oldest first; those of `unit` (none: all).
async fn sent(
    tx: &mut PgConnection,
    unit: Option<&UnitCode>,
    notices: &[Uuid],
) -> Result<Vec<SentNotice>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select id, subject_id as "notice_id!", subscription_id, state, needless, ended_at as "ended_at: SqlTimestamp"
           from notification.dispatch
           where kind = 'notice' and subject_id = any($1) and ($2::text is null or unit = $2)
           order by created_at, id"#,
        notices,
        unit.map(UnitCode::as_str),
    )
    .fetch_all(&mut *tx)
    .await?;
    let ids: Vec<SubscriptionId> = rows.iter().map(|row| SubscriptionId(row.subscription_id)).collect();
    let receivers = subscription::find_all(tx, &ids).await?;
    let mut sent = Vec::with_capacity(rows.len());
    for row in rows {
        let ended_at = row.ended_at.map(SqlTimestamp::to_jiff);
        let fate = Fate::named(&row.state, ended_at, row.needless.as_deref());
        let to = receivers.iter().find(|to| to.id.0 == row.subscription_id);
        sent.push(SentNotice {
            notice: NoticeId(row.notice_id),
            id: DispatchId(row.id),
            to: to.cloned().ok_or_else(|| inconsistent("notification.dispatch.subscription_id", row.id))?,
            fate: fate.ok_or_else(|| inconsistent("notification.dispatch.state", row.id))?,
        });
    }
    Ok(sent)
}
