//! ListBulletins.

use ids::Uuid;
use jiff::Timestamp;
use prost::Message;
use proto::meeting::v1::{ListBulletinsRequest, ListBulletinsResponse};
use shell::{Caller, Error, Page, as_caller};

use super::present_resolution;
use crate::{App, store::bulletin::list};

/// Bulletins without their rows, the newest first.
pub(super) async fn list_bulletins(
    app: App,
    caller: Caller,
    request: ListBulletinsRequest,
) -> Result<ListBulletinsResponse, Error> {
    let same = ListBulletinsRequest::default();
    let page: Page<(Timestamp, Uuid)> =
        Page::parse(request.page_size, &request.page_token, &same.encode_to_vec())?;
    let mut tx = as_caller(&app.doors, &caller).await?;
    let rows = list(&mut tx, page.after, page.limit()).await?;
    let (rows, next_page_token) = page.cut(rows, |row| (row.issued_at, row.id.0));
    Ok(ListBulletinsResponse {
        bulletins: rows.iter().map(present_resolution::bulletin).collect(),
        next_page_token,
    })
}
