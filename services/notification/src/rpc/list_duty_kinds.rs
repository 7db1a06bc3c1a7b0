//! ListDutyKinds.

use proto::notification::v1::ListDutyKindsResponse;
use shell::Error;

use super::present;
use crate::App;

/// Every kind in every version.
#[expect(clippy::unnecessary_wraps, reason = "what a call gives")]
pub(super) fn list_duty_kinds(app: &App) -> Result<ListDutyKindsResponse, Error> {
    Ok(ListDutyKindsResponse { kinds: app.kinds.all().map(present::kind).collect() })
}
