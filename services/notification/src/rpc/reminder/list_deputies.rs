//! Deputies (代理) in the caller's unit, those named last first; in every unit for the office (督办).

use proto::notification::v1::{ListDeputiesRequest, ListDeputiesResponse};
use shell::{Error, Read, View};

use super::present::present_deputy;
use crate::{App, rpc::visible_unit::visible_unit, store};

/// More than anybody reads.
const MOST: i64 = 500;

impl Read<App> for ListDeputiesRequest {
    async fn read(self, _: &App, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let deputies = store::deputy::list(view.tx, visible_unit(view.caller), MOST).await?;
        Ok(ListDeputiesResponse { deputies: deputies.iter().map(present_deputy).collect() })
    }
}
