//! Every kind of duty, in every version.

use proto::notification::v1::{ListDutyKindsRequest, ListDutyKindsResponse};
use shell::{Caller, Error, LookUp};

use super::present;
use crate::App;

impl LookUp<App> for ListDutyKindsRequest {
    fn look_up(self, app: &App, _: &Caller) -> Result<Self::Answer, Error> {
        Ok(ListDutyKindsResponse { kinds: app.kinds.all().map(present::kind).collect() })
    }
}
