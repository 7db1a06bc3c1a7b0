//! An invited unit comments on the version that circulates (反馈意见).

use ids::{CommentId, MeetingId};
use refusal::Refusal;
use shell::{Context, Error};

use crate::{
    model::{Comment, Step},
    rules::minutes_course::may_comment,
    store,
};

/// Keeps the comment.
pub(crate) async fn comment_on_minutes(
    context: &mut Context<'_>,
    meeting: MeetingId,
    text: String,
) -> Result<Comment, Error> {
    let unit = context.unit().clone();
    let said = Step::of(context)?;
    let unknown = || Refusal::not_found("minutes", "会议纪要");
    store::participant::lock_of_unit(context.tx, meeting, &unit).await?.ok_or_else(unknown)?;
    let minutes = store::minutes::find(context.tx, meeting, None).await?.ok_or_else(unknown)?;
    let until = minutes.must_circulate()?;
    let version = minutes.version;
    let comments = store::minutes::comments(context.tx, meeting).await?;
    let made = comments.iter().filter(|one| one.unit == unit && one.version == version).count();
    may_comment(until, clock::civil_date(said.at), made)?;
    let comment = Comment { id: CommentId::generate(), meeting, version, unit, text, said };
    store::minutes::insert_comment(context.tx, &comment).await?;
    Ok(comment)
}
