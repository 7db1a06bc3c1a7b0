//! Who did something, and when.

use ids::OfficialId;
use jiff::Timestamp;

/// A step, as it was taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Step {
    pub(crate) by: OfficialId,
    pub(crate) at: Timestamp,
}
