//! What is said of a lateness, as it was asked for.

use ids::{DutyId, RemarkId};
use jiff::Timestamp;
use refusal::Refusal;
use shell::Caller;

use crate::model::{Finding, Remark};

/// What the acting official says of a duty.
pub(super) fn remark(
    caller: &Caller,
    duty: DutyId,
    at: Timestamp,
    text: String,
    finding: Option<Finding>,
) -> Result<Remark, Refusal> {
    let (unit, official) = (caller.unit.clone(), caller.acting_official()?);
    Ok(Remark { id: RemarkId::generate(), duty, unit, official, at, text, finding })
}
