//! The office circulates the newest version of the minutes (征求意见).

use ids::MeetingId;
use jiff::civil::Date;
use refusal::Refusal;
use shell::{Context, Error};

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
    context: &mut Context<'_>,
    id: MeetingId,
    version: i32,
    until: Date,
) -> Result<Minutes, Error> {
    let unknown = || Refusal::not_found("minutes", "会议纪要");
    let meeting = store::meeting::find(context.tx, id).await?.ok_or_else(unknown)?;
    let mut minutes = store::minutes::lock_newest(context.tx, id).await?.ok_or_else(unknown)?;
    let recorded = attendance(&store::participant::of_meeting(context.tx, id).await?);
    must_be_version(version, minutes.version)?;
    must_say_who_was_there(recorded == minutes.attendance)?;
    minutes.circulate(Step::of(context)?, until)?;
    store::minutes::save_state(context.tx, &minutes).await?;
    let units = whom_to_tell(context.tx, &meeting).await?;
    announce(context, &News::MinutesCirculated(&meeting, until), &units);
    Ok(minutes)
}
