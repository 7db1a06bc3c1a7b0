//! Bulletins without their rows, the newest first.

use ids::Uuid;
use jiff::Timestamp;
use proto::meeting::v1::{ListBulletinsRequest, ListBulletinsResponse};
use shell::{Error, Page, Read, View};

use super::present;
use crate::{App, store::bulletin::list};

impl Read<App> for ListBulletinsRequest {
    async fn read(self, _: &App, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let page = Page::<(Timestamp, Uuid)>::of(&self)?;
        let rows = list(view.tx, page.after, page.limit()).await?;
        let (rows, next_page_token) = page.cut(rows, |row| (row.issued_at, row.id.0));
        let bulletins = rows.iter().map(present::bulletin).collect();
        Ok(ListBulletinsResponse { bulletins, next_page_token })
    }
}
