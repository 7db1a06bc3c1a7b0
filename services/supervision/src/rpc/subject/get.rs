//! A subject of the caller's unit with its licences (一企一档). Of another unit: it does not exist.

use ids::{SubjectId, Uuid};
use jiff::Timestamp;
use proto::supervision::v1::{GetSubjectRequest, GetSubjectResponse};
use refusal::Refusal;
use shell::{Error, Page, Read, View, parse_id};

use super::present;
use crate::{App, store};

impl Read<App> for GetSubjectRequest {
    async fn read(self, _: &App, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let id: SubjectId = parse_id("id", &self.id)?;
        let page = Page::<(Timestamp, Uuid)>::of(&self)?;
        let row = store::subject::find(view.tx, id, &view.caller.unit).await?;
        let row = row.ok_or_else(|| Refusal::not_found("subject", "监管对象"))?;
        let rows = store::licence::list(view.tx, id, &view.caller.unit, page.after, page.limit()).await?;
        let shown = rows.iter().map(present::licence).collect::<Result<_, _>>()?;
        let (licences, next_page_token) =
            page.fit(&rows, shown, |row| (row.received_at.to_jiff(), row.delivery_id));
        Ok(GetSubjectResponse { subject: Some(present::subject(row)), licences, next_page_token })
    }
}
