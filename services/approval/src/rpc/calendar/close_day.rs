//! Closes a day (临时停止办公): it does not count, and open clocks move.

use proto::approval::v1::{CloseDayRequest, CloseDayResponse};
use reference::Closure;
use refusal::Refusal;
use shell::{Act, Context, Done, Error};

use crate::{App, operations, rpc::fields::Fields};

impl Act<App> for CloseDayRequest {
    async fn act(self, _: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let closure = operations::close_day(context, parse(&self)?).await?;
        let object = format!("closure-{}", closure.date);
        Ok(Done::with(object, CloseDayResponse { closure: Some(closure.into()) }))
    }

    fn committed(app: &App) {
        app.exchange.reference.hurry();
    }
}

fn parse(request: &CloseDayRequest) -> Result<Closure, Refusal> {
    let mut fields = Fields::default();
    let date = fields.day("date", &request.date);
    let authority = fields.line("authority", &request.authority, Closure::LONGEST_AUTHORITY);
    let reason = fields.line("reason", &request.reason, Closure::LONGEST_REASON);
    let date = fields.finish(date)?;
    Ok(Closure { date, authority, reason, lifted: false, version: 0 })
}
