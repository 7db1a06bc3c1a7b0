//! GetSubject.

use ids::{SubjectId, Uuid};
use jiff::Timestamp;
use proto::supervision::v1::{GetSubjectRequest, GetSubjectResponse};
use refusal::Refusal;
use shell::{Caller, Error, Page, as_caller};

use super::present;
use crate::{app::App, store};

/// A subject of the caller's unit with its licences (一企一档). Of another unit: it does not exist.
pub(super) async fn get_subject(
    app: App,
    caller: Caller,
    request: GetSubjectRequest,
) -> Result<GetSubjectResponse, Error> {
    let id: SubjectId = request.id.parse().map_err(|_| {
        Refusal::field("id", "not_an_id", "not an id of ours (UUID)", "不是有效的标识（UUID）")
    })?;
    let page: Page<(Timestamp, Uuid)> =
        Page::parse(request.page_size, &request.page_token, id.to_string().as_bytes())?;
    let mut tx = as_caller(&app.exchange.doors, &caller).await?;
    let row = store::subject::find(&mut tx, id, &caller.unit)
        .await?
        .ok_or_else(|| Refusal::not_found("subject", "监管对象"))?;
    let rows = store::licence::list(&mut tx, id, &caller.unit, page.after, page.limit()).await?;
    let shown = rows.iter().map(present::licence).collect::<Result<_, _>>()?;
    let (licences, next_page_token) =
        page.fit(&rows, shown, |row| (row.received_at.to_jiff(), row.delivery_id));
    Ok(GetSubjectResponse { subject: Some(present::subject(row)), licences, next_page_token })
}
