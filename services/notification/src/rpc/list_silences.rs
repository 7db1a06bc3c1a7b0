//! ListSilences.

use proto::notification::v1::{ListSilencesRequest, ListSilencesResponse};
use shell::{Caller, Error, as_caller};

use super::{present_rerouting, sight::sight};
use crate::{App, store};

/// More than anybody reads.
const MOST: i64 = 500;

/// Silences of the caller's unit, newest first; of every unit for the office (督办).
pub(super) async fn list_silences(
    app: App,
    caller: Caller,
    _: ListSilencesRequest,
) -> Result<ListSilencesResponse, Error> {
    let mut tx = as_caller(&app.doors, &caller).await?;
    let silences = store::silence::list(&mut tx, sight(&caller), MOST).await?;
    Ok(ListSilencesResponse { silences: silences.iter().map(present_rerouting::silence).collect() })
}
