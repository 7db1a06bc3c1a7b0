//! MarkNoticesRead.

use ids::NoticeId;
use prost::Message;
use proto::notification::v1::{MarkNoticesReadRequest, MarkNoticesReadResponse};
use refusal::Refusal;
use shell::{Attempt, Caller, Error, Write, parse_id};

use crate::{App, operations, policy::paths};

const MOST: usize = 500;

/// Notes that the acting official has read notices. No clock stops.
pub(super) async fn mark_notices_read(
    app: App,
    caller: Caller,
    request: MarkNoticesReadRequest,
) -> Result<MarkNoticesReadResponse, Error> {
    let body = request.encode_to_vec();
    let ids = parse(&request.ids)?;
    let official = caller.acting_official()?;
    let attempt = Attempt {
        rpc: paths::MARK_NOTICES_READ,
        request_id: &request.request_id,
        validate_only: request.validate_only,
        body: &body,
    };
    let mut write = match Write::begin(&app.doors, &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };
    let now = app.doors.clock.now();
    let read = operations::mark_notices_read(write.tx(), &ids, &caller.unit, &official, now).await?;
    let answer = MarkNoticesReadResponse { newly_read: i64::try_from(read).unwrap_or(i64::MAX) };
    write.commit(&request.ids, answer).await
}

fn parse(ids: &[String]) -> Result<Vec<NoticeId>, Refusal> {
    if ids.is_empty() || ids.len() > MOST {
        return Err(Refusal::field("ids", "count", "1 to 500 ids", "一次标记1至500条"));
    }
    ids.iter().enumerate().map(|(at, id)| parse_id(format!("ids[{at}]"), id)).collect()
}
