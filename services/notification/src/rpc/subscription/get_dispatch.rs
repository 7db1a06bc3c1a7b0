//! One message of the caller's unit with every attempt at it.

use ids::DispatchId;
use proto::notification::v1::{GetDispatchRequest, GetDispatchResponse};
use refusal::Refusal;
use shell::{Error, Read, View, parse_id};

use super::present::{present_attempt, present_dispatch};
use crate::{App, store};

impl Read<App> for GetDispatchRequest {
    async fn read(self, _: &App, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let id: DispatchId = parse_id("id", &self.id)?;
        let found = store::dispatch::find(view.tx, &view.caller.unit, id).await?;
        let dispatch = found.ok_or_else(|| Refusal::not_found("message", "消息"))?;
        let attempts = store::attempt::of_dispatch(view.tx, id).await?;
        Ok(GetDispatchResponse {
            dispatch: Some(present_dispatch(&dispatch)),
            attempts: attempts.iter().map(present_attempt).collect(),
        })
    }
}
