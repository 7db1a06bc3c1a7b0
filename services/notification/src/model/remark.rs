//! What is said of a lateness (Art. 28).

use ids::{DutyId, OfficialId, RemarkId, UnitCode};
use jiff::Timestamp;

/// A unit's reason (说明) or the office's finding (认定).
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Remark {
    /// Id.
    pub(crate) id: RemarkId,
    /// The duty that is or was late.
    pub(crate) duty: DutyId,
    /// The unit that said it.
    pub(crate) unit: UnitCode,
    /// The official.
    pub(crate) official: OfficialId,
    /// When.
    pub(crate) at: Timestamp,
    /// In its words.
    pub(crate) text: String,
    /// The finding; none in a unit's reason.
    pub(crate) finding: Option<Finding>,
}

/// What the office finds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Finding {
    /// 平台故障.
    Outage,
    /// 裁定免责.
    Ruling,
    /// 理由成立.
    Reason,
    /// 不予免责.
    NotExcused,
}

impl Finding {
    const ALL: [Self; 4] = [Self::Outage, Self::Ruling, Self::Reason, Self::NotExcused];

    /// Name in the database.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Outage => "outage",
            Self::Ruling => "ruling",
            Self::Reason => "reason",
            Self::NotExcused => "not_excused",
        }
    }

    /// The finding of a name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|finding| finding.name() == name)
    }
}
