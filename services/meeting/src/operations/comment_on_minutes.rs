//! An invited unit comments on the version that circulates (反馈意见).

use ids::{CommentId, MeetingId, UnitCode};
use refusal::Refusal;
use sqlx::PgConnection;

use crate::{
    model::{Comment, Step},
    rules::minutes_course::{MinutesAct, may_comment},
    store,
};

/// Keeps the comment.
pub(crate) async fn comment_on_minutes(
    tx: &mut PgConnection,
    meeting: MeetingId,
    (unit, text): (UnitCode, String),
    said: Step,
) -> Result<Result<Comment, Refusal>, sqlx::Error> {
    let invited = store::participant::lock_of_unit(tx, meeting, &unit).await?;
    let minutes = store::minutes::find(tx, meeting, None).await?;
    let (Some(_), Some(minutes)) = (invited, minutes) else {
        return Ok(Err(Refusal::not_found("minutes", "会议纪要")));
    };
    let made = store::minutes::comments(tx, meeting).await?;
    let made =
        made.iter().filter(|comment| comment.unit == unit && comment.version == minutes.version).count();
    let (today, made) = (clock::civil_date(said.at), i64::try_from(made).unwrap_or(i64::MAX));
    let may = minutes.state.course().allows(MinutesAct::Comment);
    if let Err(refusal) = may.and_then(|()| may_comment(minutes.state.until(), today, made)) {
        return Ok(Err(refusal));
    }
    let comment = Comment { id: CommentId::generate(), meeting, version: minutes.version, unit, text, said };
    store::minutes::insert_comment(tx, &comment).await?;
    Ok(Ok(comment))
}
