//! GetMinutes.

use ids::MeetingId;
use proto::meeting::v1::{GetMinutesRequest, GetMinutesResponse};
use refusal::Refusal;
use shell::{Caller, Error, as_caller, parse_id};

use super::present_minutes;
use crate::{App, store};

/// The minutes of a meeting, in a version that the caller sees.
pub(super) async fn get_minutes(
    app: App,
    caller: Caller,
    request: GetMinutesRequest,
) -> Result<GetMinutesResponse, Error> {
    let id: MeetingId = parse_id("meeting_id", &request.meeting_id)?;
    let version = Some(request.version).filter(|version| *version != 0);
    let mut tx = as_caller(&app.doors, &caller).await?;
    let minutes = store::minutes::find(&mut tx, id, version).await?;
    let minutes = minutes.ok_or_else(|| Refusal::not_found("minutes", "会议纪要"))?;
    let comments = store::minutes::comments(&mut tx, id).await?;
    Ok(GetMinutesResponse {
        minutes: Some(present_minutes::minutes(&minutes)),
        comments: comments.iter().map(present_minutes::comment).collect(),
    })
}
