//! The office circulates the newest version of the minutes (征求意见).

use ids::MeetingId;
use jiff::civil::Date;
use proto::words::meeting::AnnouncementKind;
use refusal::Refusal;
use shell::{Context, Error};

use super::{announce::tell_invited, attendance::attendance};
use crate::{
    model::{Minutes, Step},
    rules::minutes_course::{must_be_version, must_say_who_was_there},
    store,
};

/// Circulates it, if it is the version that was read, and tells whoever was invited.
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
    let what = format!("会议纪要征求意见，请于{until}前反馈");
    tell_invited(context, AnnouncementKind::MinutesCirculated, &meeting, &what).await?;
    Ok(minutes)
}
