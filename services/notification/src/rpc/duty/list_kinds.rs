//! Every kind of duty (时限义务) in every version: a date stays explained by the rule that made it.

use proto::notification::v1::{ListDutyKindsRequest, ListDutyKindsResponse};
use shell::{Caller, Error, LookUp};

use super::present::present_kind;
use crate::App;

impl LookUp<App> for ListDutyKindsRequest {
    fn look_up(self, app: &App, _: &Caller) -> Result<Self::Answer, Error> {
        Ok(ListDutyKindsResponse { kinds: app.kinds.all().map(present_kind).collect() })
    }
}
