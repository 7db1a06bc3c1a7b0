//! GetInvitation.

use ids::MeetingId;
use proto::meeting::v1::{GetInvitationRequest, GetInvitationResponse};
use refusal::Refusal;
use shell::{Caller, Error, as_caller, parse_id};

use crate::{
    App,
    calendar_entry::calendar_entry,
    rules::meeting_course::{Act, Course},
    store,
};

/// The invitation to a meeting that the caller sees, as an entry of a calendar.
pub(super) async fn get_invitation(
    app: App,
    caller: Caller,
    request: GetInvitationRequest,
) -> Result<GetInvitationResponse, Error> {
    let id: MeetingId = parse_id("id", &request.id)?;
    let mut tx = as_caller(&app.doors, &caller).await?;
    let meeting = store::meeting::find(&mut tx, id).await?;
    let meeting = meeting.ok_or_else(|| Refusal::not_found("meeting", "会议"))?;
    if meeting.state.course() == Course::Planned {
        Course::Planned.allows(Act::Answer)?;
    }
    let topics = store::topic::find_all(&mut tx, &meeting.topics).await?;
    Ok(GetInvitationResponse { ics: calendar_entry(&meeting, &topics) })
}
