//! Counts working days from a day, and explains the date as a deadline is explained: day by day, each with its reason.

use proto::{
    approval::v1::{ExplainDateRequest, ExplainDateResponse},
    timestamp_to_proto,
    r#type::v1::Deadline,
};
use shell::{Caller, Error, LookUp};
use workdays::{Counted, DueAt};

use crate::{App, rpc::fields::Fields};

impl LookUp<App> for ExplainDateRequest {
    fn look_up(self, app: &App, _: &Caller) -> Result<Self::Answer, Error> {
        let mut fields = Fields::default();
        let start = fields.day("start", &self.start);
        let working_days = fields.number("working_days", self.working_days, 1..=250);
        let working_days = u32::try_from(working_days).unwrap_or_default();
        let start = fields.finish(start)?;
        let calendar = app.exchange.reference.calendar();
        let counted = calendar.add(start, working_days).map_err(duty::year_not_loaded)?;
        Ok(ExplainDateResponse { deadline: Some(explained(&counted)) })
    }
}

fn explained(counted: &Counted) -> Deadline {
    let mut told = Deadline {
        start_time: Some(timestamp_to_proto(clock::start_of(counted.start))),
        working_days: i32::try_from(counted.working_days).unwrap_or(i32::MAX),
        due_time: Some(timestamp_to_proto(counted.due_instant(DueAt::EndOfDay))),
        ..Deadline::default()
    };
    duty::explain(&mut told, counted);
    told
}
