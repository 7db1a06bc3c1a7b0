//! The office circulates the newest version of the minutes (征求意见).

use ids::MeetingId;
use jiff::civil::Date;
use refusal::Refusal;
use sqlx::PgConnection;

use crate::{
    model::{Minutes, Step},
    store,
};

/// Gives the version.
pub(crate) async fn circulate_minutes(
    tx: &mut PgConnection,
    meeting: MeetingId,
    until: Date,
    step: Step,
) -> Result<Result<Minutes, Refusal>, sqlx::Error> {
    let Some(mut minutes) = store::minutes::lock_newest(tx, meeting).await? else {
        return Ok(Err(Refusal::not_found("minutes", "会议纪要")));
    };
    if let Err(refusal) = minutes.circulate(step, until) {
        return Ok(Err(refusal));
    }
    store::minutes::save_state(tx, &minutes).await?;
    Ok(Ok(minutes))
}
