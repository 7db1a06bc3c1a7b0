//! Counts working days from a day and explains the date.

use std::sync::Arc;

use exchange::timestamp_to_proto;
use proto::{
    approval::v1::{ExplainDateRequest, ExplainDateResponse},
    r#type::v1::Deadline,
};
use refusal::Refusal;
use shell::{Caller, Error};
use workdays::{Counted, DueAt, YearNotLoaded};

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
    let counted = app.exchange.reference.calendar().add(start, working_days).map_err(not_loaded)?;
    Ok(ExplainDateResponse { deadline: Some(deadline(&counted)) })
}

fn not_loaded(YearNotLoaded { year }: YearNotLoaded) -> Refusal {
    Refusal::precondition(
        "YEAR_NOT_LOADED",
        format!("the working-day calendar of {year} is not loaded"),
        format!("{year}年的工作日历尚未载入"),
    )
    .with("year", year)
}

fn deadline(counted: &Counted) -> Deadline {
    let mut deadline = Deadline {
        start_time: Some(timestamp_to_proto(clock::start_of(counted.start))),
        working_days: i32::try_from(counted.working_days).unwrap_or(i32::MAX),
        due_time: Some(timestamp_to_proto(counted.due_instant(DueAt::EndOfDay))),
        ..Deadline::default()
    };
    exchange::explain(&mut deadline, counted);
    deadline
}
