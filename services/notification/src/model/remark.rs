//! Art. 28: of a lateness a unit gives its reason (说明), and the office its finding (认定); the program blames nobody.

use ids::{DutyId, OfficialId, RemarkId, UnitCode};
use jiff::Timestamp;
use proto::words::notification::Finding;

/// A unit's reason (说明) or the office's finding (认定).
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Remark {
    pub(crate) id: RemarkId,
    /// The duty that is or was late.
    pub(crate) duty: DutyId,
    /// The unit that said it.
    pub(crate) unit: UnitCode,
    /// The official who said it for the unit.
    pub(crate) official: OfficialId,
    /// When it was said.
    pub(crate) at: Timestamp,
    /// In its words.
    pub(crate) text: String,
    /// The finding; none in a unit's reason.
    pub(crate) finding: Option<Finding>,
}
