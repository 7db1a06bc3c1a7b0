//! The office tells every unit how far resolutions are (联席会议制度二（二）).

use proto::meeting::v1::{IssueBulletinRequest, IssueBulletinResponse};
use shell::{Act, Context, Done, Error};

use super::present;
use crate::{App, operations};

impl Act<App> for IssueBulletinRequest {
    async fn act(self, _: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let bulletin = operations::issue_bulletin(context).await?;
        let answer = IssueBulletinResponse { bulletin: Some(present::bulletin(&bulletin)) };
        Ok(Done::with(bulletin.id, answer))
    }
}
