//! What the joint meeting tells units (联席会议通知).

use ids::{AnnouncementId, UnitCode, Uuid};
use jiff::Timestamp;
use proto::meeting::v1 as pb;

/// Something that units are told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Announcement {
    pub(crate) id: AnnouncementId,
    pub(crate) kind: AnnouncementKind,
    /// Who is told; of these, whoever looks sees those that they may see.
    pub(crate) units: Vec<UnitCode>,
    /// The meeting, or the bulletin.
    pub(crate) subject: Uuid,
    /// A line without personal data.
    pub(crate) text: String,
    pub(crate) at: Timestamp,
}

/// What is told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum AnnouncementKind {
    Invitation,
    Rescheduled,
    Cancelled,
    Material,
    MinutesCirculated,
    MinutesIssued,
    Bulletin,
}

impl AnnouncementKind {
    pub(crate) const ALL: [Self; 7] = [
        Self::Invitation,
        Self::Rescheduled,
        Self::Cancelled,
        Self::Material,
        Self::MinutesCirculated,
        Self::MinutesIssued,
        Self::Bulletin,
    ];

    /// Name in the database and in webhooks.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Rescheduled => "rescheduled",
            Self::Cancelled => "cancelled",
            Self::Material => "material",
            Self::MinutesCirculated => "minutes_circulated",
            Self::MinutesIssued => "minutes_issued",
            Self::Bulletin => "bulletin",
        }
    }

    /// The kind of a name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// What people call it.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Invitation => "会议通知",
            Self::Rescheduled => "会议改期通知",
            Self::Cancelled => "会议取消通知",
            Self::Material => "会议材料",
            Self::MinutesCirculated => "会议纪要征求意见",
            Self::MinutesIssued => "会议纪要印发",
            Self::Bulletin => "联席会议通报",
        }
    }

    /// The kind on the wire; none for what is no kind.
    pub(crate) fn on_wire(kind: i32) -> Option<Self> {
        let kind = pb::AnnouncementKind::try_from(kind).ok()?;
        Self::ALL.into_iter().find(|one| pb::AnnouncementKind::from(*one) == kind)
    }
}

impl From<AnnouncementKind> for pb::AnnouncementKind {
    fn from(kind: AnnouncementKind) -> Self {
        match kind {
            AnnouncementKind::Invitation => Self::Invitation,
            AnnouncementKind::Rescheduled => Self::Rescheduled,
            AnnouncementKind::Cancelled => Self::Cancelled,
            AnnouncementKind::Material => Self::Material,
            AnnouncementKind::MinutesCirculated => Self::MinutesCirculated,
            AnnouncementKind::MinutesIssued => Self::MinutesIssued,
            AnnouncementKind::Bulletin => Self::Bulletin,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_known_by_its_name_and_on_the_wire() {
        for kind in AnnouncementKind::ALL {
            assert_eq!(AnnouncementKind::named(kind.name()), Some(kind));
            assert_eq!(AnnouncementKind::on_wire(pb::AnnouncementKind::from(kind).into()), Some(kind));
        }
        assert_eq!((AnnouncementKind::on_wire(0), AnnouncementKind::on_wire(8)), (None, None));
    }
}
