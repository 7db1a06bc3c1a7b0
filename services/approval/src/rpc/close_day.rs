//! Closes a day (临时停止办公): it does not count.

use std::sync::Arc;

use proto::approval::v1::{CloseDayRequest, CloseDayResponse};
use reference::Closure;
use refusal::Refusal;
use shell::{Caller, Error, Write};

use super::fields::Fields;
use crate::{App, operations};

/// Its path in the policy table.
pub(super) const RPC: &str = "/shenguan.approval.v1.CalendarService/CloseDay";

pub(super) async fn close_day(
    app: Arc<App>,
    caller: Caller,
    request: CloseDayRequest,
) -> Result<CloseDayResponse, Error> {
    let closure = parse(&request)?;
    let body = prost::Message::encode_to_vec(&request);
    let attempt = super::attempt(RPC, &request.request_id, request.validate_only, &body);
    let mut write = match Write::begin(app.doors(), &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };
    let closed = operations::close_day(&app.doors().outbox, write.tx(), vec![closure]).await?;
    let closure = operations::only(closed)?;
    let objects = [format!("closure-{}", closure.date)];
    let answer = write.commit(&objects, CloseDayResponse { closure: Some(closure.into()) }).await?;
    app.exchange.reference.hurry();
    Ok(answer)
}

fn parse(request: &CloseDayRequest) -> Result<Closure, Refusal> {
    let mut fields = Fields::default();
    let date = fields.day("date", &request.date);
    let authority = fields.line("authority", &request.authority, Closure::LONGEST_AUTHORITY);
    let reason = fields.line("reason", &request.reason, Closure::LONGEST_REASON);
    let date = fields.finish(date)?;
    Ok(Closure { date, authority, reason, lifted: false, version: 0 })
}
