//! Adds or replaces a unit of the directory, over the version that was read.

use proto::approval::v1::{SaveUnitRequest, SaveUnitResponse};
use reference::Unit;
use shell::{Act, Context, Done, Error};

use crate::{App, operations};

impl Act<App> for SaveUnitRequest {
    async fn act(self, _: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let unit = Unit::try_from(self.unit.unwrap_or_default())?;
        let unit = operations::save_unit(context, unit).await?;
        let object = unit.code.to_string();
        Ok(Done::with(object, SaveUnitResponse { unit: Some(unit.into()) }))
    }

    fn committed(app: &App) {
        app.exchange.reference.hurry();
    }
}
