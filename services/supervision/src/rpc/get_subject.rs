//! GetSubject.

use ids::SubjectId;
use proto::supervision::v1::{GetSubjectRequest, GetSubjectResponse};
use refusal::Refusal;
use shell::{Caller, Error, as_caller};

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
    let mut tx = as_caller(&app.exchange.doors, &caller).await?;
    let row = store::subject::find(&mut tx, id, &caller.unit)
        .await?
        .ok_or_else(|| Refusal::not_found("subject", "监管对象"))?;
    let mut licences = Vec::new();
    for licence in store::licence::list(&mut tx, id, &caller.unit).await? {
        licences.push(present::licence(&licence)?);
    }
    Ok(GetSubjectResponse { subject: Some(present::subject(row)), licences })
}
