//! A bulletin with its rows.

use proto::meeting::v1::{GetBulletinRequest, GetBulletinResponse};
use refusal::Refusal;
use shell::{Error, Read, View, parse_id};

use super::present;
use crate::{App, store};

impl Read<App> for GetBulletinRequest {
    async fn read(self, _: &App, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let bulletin = store::bulletin::find(view.tx, parse_id("id", &self.id)?).await?;
        let bulletin = bulletin.ok_or_else(|| Refusal::not_found("bulletin", "通报"))?;
        Ok(GetBulletinResponse { bulletin: Some(present::bulletin(&bulletin)) })
    }
}
