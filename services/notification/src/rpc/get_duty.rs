//! GetDuty.

use ids::DutyId;
use proto::notification::v1::{GetDutyRequest, GetDutyResponse};
use refusal::Refusal;
use shell::{Caller, Error, as_caller, parse_id};

use super::{present, present_notice, sight::sight};
use crate::{App, store};

/// One duty with what was said of its lateness. Of others: it does not exist.
pub(super) async fn get_duty(
    app: App,
    caller: Caller,
    request: GetDutyRequest,
) -> Result<GetDutyResponse, Error> {
    let id: DutyId = parse_id("id", &request.id)?;
    let mut tx = as_caller(&app.doors, &caller).await?;
    let duty = store::duty::find_all(&mut tx, sight(&caller), &[id]).await?.pop();
    let duty = duty.ok_or_else(|| Refusal::not_found("duty", "义务"))?;
    let remarks = store::remark::list(&mut tx, id).await?;
    let tellings = store::notice::of_duty(&mut tx, sight(&caller), id).await?;
    let redatings = store::redating::of_duty(&mut tx, id).await?;
    Ok(GetDutyResponse {
        duty: Some(present::duty(&duty, &app.kinds, app.doors.clock.now())),
        remarks: remarks.iter().map(present::remark).collect(),
        tellings: tellings.iter().map(present_notice::telling).collect(),
        redatings: redatings.iter().map(present::redating).collect(),
    })
}
