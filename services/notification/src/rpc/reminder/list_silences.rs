//! Silences (静默) of the caller's unit, newest first; of every unit for the office (督办).

use proto::notification::v1::{ListSilencesRequest, ListSilencesResponse};
use shell::{Error, Read, View};

use super::present::present_silence;
use crate::{App, rpc::visible_unit::visible_unit, store};

/// More than anybody reads.
const MOST: i64 = 500;

impl Read<App> for ListSilencesRequest {
    async fn read(self, _: &App, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let silences = store::silence::list(view.tx, visible_unit(view.caller), MOST).await?;
        Ok(ListSilencesResponse { silences: silences.iter().map(present_silence).collect() })
    }
}
