//! Adds or replaces an official, over the version that was read. Whoever changes units gets a new id.

use proto::approval::v1::{SaveOfficialRequest, SaveOfficialResponse};
use reference::Official;
use shell::{Act, Context, Done, Error};

use crate::{App, operations};

impl Act<App> for SaveOfficialRequest {
    async fn act(self, _: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let official = Official::try_from(self.official.unwrap_or_default())?;
        let official = operations::save_official(context, official).await?;
        let object = official.id.to_string();
        Ok(Done::with(object, SaveOfficialResponse { official: Some(official.into()) }))
    }

    fn committed(app: &App) {
        app.exchange.reference.hurry();
    }
}
