//! IssueBulletin.

use prost::Message;
use proto::meeting::v1::{IssueBulletinRequest, IssueBulletinResponse};
use shell::{Attempt, Caller, Error, Write};

use super::present_resolution;
use crate::{App, model::Step, operations, policy::paths};

/// The office tells every unit how far resolutions are (联席会议制度二（二）).
pub(super) async fn issue_bulletin(
    app: App,
    caller: Caller,
    request: IssueBulletinRequest,
) -> Result<IssueBulletinResponse, Error> {
    let body = request.encode_to_vec();
    let step = Step { by: caller.acting_official()?, at: app.doors.clock.now() };
    let (rpc, request_id) = (paths::ISSUE_BULLETIN, request.request_id.as_str());
    let attempt = Attempt { rpc, request_id, validate_only: request.validate_only, body: &body };
    let mut write = match Write::begin(&app.doors, &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };
    let outbox = app.doors.outbox.clone();
    operations::must_be_office(write.tx(), &caller.unit, app.doors.clock.now()).await??;
    let bulletin = operations::issue_bulletin(write.tx(), &outbox, step).await?;
    let answer = IssueBulletinResponse { bulletin: Some(present_resolution::bulletin(&bulletin)) };
    write.commit(&[bulletin.id.to_string()], answer).await
}
