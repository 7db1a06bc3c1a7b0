//! The office circulates the newest version of the minutes (征求意见).

use ids::MeetingId;
use jiff::civil::Date;
use mailbox::Outbox;
use refusal::Refusal;
use sqlx::PgConnection;

use super::{
    announce::{News, announce},
    attendance::attendance,
    whom_to_tell::whom_to_tell,
};
use crate::{
    model::{Minutes, Step},
    rules::minutes_course::{must_be_version, must_say_who_was_there},
    store,
};

/// Gives the version, if it is the one that was read; whoever was invited is told.
pub(crate) async fn circulate_minutes(
    tx: &mut PgConnection,
    outbox: &Outbox,
    (id, version): (MeetingId, i32),
    until: Date,
    step: Step,
) -> Result<Result<Minutes, Refusal>, sqlx::Error> {
    let meeting = store::meeting::find(tx, id).await?;
    let (Some(meeting), Some(mut minutes)) = (meeting, store::minutes::lock_newest(tx, id).await?) else {
        return Ok(Err(Refusal::not_found("minutes", "会议纪要")));
    };
    let at = step.at;
    let recorded = attendance(&store::participant::of_meeting(tx, id).await?);
    let may = must_be_version(version, minutes.version)
        .and_then(|()| must_say_who_was_there(recorded == minutes.attendance));
    if let Err(refusal) = may.and_then(|()| minutes.circulate(step, until)) {
        return Ok(Err(refusal));
    }
    store::minutes::save_state(tx, &minutes).await?;
    let units = whom_to_tell(tx, &meeting).await?;
    announce(tx, outbox, (News::MinutesCirculated(&meeting, until), at), &units).await?;
    Ok(Ok(minutes))
}
