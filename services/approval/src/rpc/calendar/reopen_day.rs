//! Lifts the closure of a day: it counts again, and no date that was told comes closer.

use proto::approval::v1::{ReopenDayRequest, ReopenDayResponse};
use shell::{Act, Context, Done, Error};

use crate::{App, operations, rpc::fields::Fields};

impl Act<App> for ReopenDayRequest {
    async fn act(self, _: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let mut fields = Fields::default();
        let day = fields.day("date", &self.date);
        let closure = operations::reopen_day(context, fields.finish(day)?).await?;
        let object = format!("closure-{}", closure.date);
        Ok(Done::with(object, ReopenDayResponse { closure: Some(closure.into()) }))
    }

    fn committed(app: &App) {
        app.exchange.reference.hurry();
    }
}
