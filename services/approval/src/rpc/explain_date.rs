//! Counts working days from a day and explains the date.

use std::sync::Arc;

use exchange::timestamp_to_proto;
use proto::{
    approval::v1::{ExplainDateRequest, ExplainDateResponse},
    r#type::v1::Deadline,
};
use shell::{Caller, Error};
use workdays::{Counted, DueAt};

use super::fields::Fields;
use crate::App;

pub(super) async fn explain_date(
    app: Arc<App>,
    _caller: Caller,
    request: ExplainDateRequest,
) -> Result<ExplainDateResponse, Error> {
    let mut fields = Fields::default();
    let start = fields.day("start", &request.start);
    let working_days = fields.number("working_days", request.working_days, 1..=250);
    let working_days = u32::try_from(working_days).unwrap_or_default();
    let start = fields.finish(start)?;
    let counted =
        app.exchange.reference.calendar().add(start, working_days).map_err(deadline::year_not_loaded)?;
    Ok(ExplainDateResponse { deadline: Some(explained(&counted)) })
}

fn explained(counted: &Counted) -> Deadline {
    let mut told = Deadline {
        start_time: Some(timestamp_to_proto(clock::start_of(counted.start))),
        working_days: i32::try_from(counted.working_days).unwrap_or(i32::MAX),
        due_time: Some(timestamp_to_proto(counted.due_instant(DueAt::EndOfDay))),
        ..Deadline::default()
    };
    deadline::explain(&mut told, counted);
    told
}
