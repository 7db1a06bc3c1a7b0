//! Lifts the closure of a day: it counts again.

use std::sync::Arc;

use proto::approval::v1::{ReopenDayRequest, ReopenDayResponse};
use shell::{Caller, Error, Write};

use super::fields::Fields;
use crate::{App, operations};

/// Its path in the policy table.
pub(super) const RPC: &str = "/shenguan.approval.v1.CalendarService/ReopenDay";

pub(super) async fn reopen_day(
    app: Arc<App>,
    caller: Caller,
    request: ReopenDayRequest,
) -> Result<ReopenDayResponse, Error> {
    let mut fields = Fields::default();
    let day = fields.day("date", &request.date);
    let day = fields.finish(day)?;
    let body = prost::Message::encode_to_vec(&request);
    let attempt = super::attempt(RPC, &request.request_id, request.validate_only, &body);
    let mut write = match Write::begin(app.doors(), &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };
    let reopened = operations::reopen_day(&app.doors().outbox, write.tx(), &[day]).await?;
    let closure = operations::only(reopened)?;
    let objects = [format!("closure-{}", closure.date)];
    let answer = write.commit(&objects, ReopenDayResponse { closure: Some(closure.into()) }).await?;
    app.exchange.reference.hurry();
    Ok(answer)
}
