//! ListDeputies.

use proto::notification::v1::{ListDeputiesRequest, ListDeputiesResponse};
use shell::{Caller, Error, as_caller};

use super::{present_rerouting, sight::sight};
use crate::{App, store};

/// More than anybody reads.
const MOST: i64 = 500;

/// Deputies in the caller's unit, those named last first; in every unit for the office (督办).
pub(super) async fn list_deputies(
    app: App,
    caller: Caller,
    _: ListDeputiesRequest,
) -> Result<ListDeputiesResponse, Error> {
    let mut tx = as_caller(&app.doors, &caller).await?;
    let deputies = store::deputy::list(&mut tx, sight(&caller), MOST).await?;
    Ok(ListDeputiesResponse { deputies: deputies.iter().map(present_rerouting::deputy).collect() })
}
