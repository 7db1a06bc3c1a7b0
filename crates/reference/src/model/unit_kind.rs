//! Kinds of units.

use proto::reference::v1 as wire;

/// Kind (性质) of a unit.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum UnitKind {
    /// 审批: an approval bureau.
    Approval,
    /// 监管: a supervising bureau.
    Supervision,
    /// 综合执法: comprehensive enforcement.
    Enforcement,
    /// 属地: a street office or zone committee.
    Local,
    /// 成员: takes part in the joint meeting only.
    Member,
    /// 其他.
    Other,
}

impl UnitKind {
    /// Every kind.
    pub const ALL: [Self; 6] =
        [Self::Approval, Self::Supervision, Self::Enforcement, Self::Local, Self::Member, Self::Other];

    /// The service that serves units of this kind; none for those that neither approve nor supervise.
    pub fn served_by(self) -> Option<&'static str> {
        match self {
            Self::Approval => Some("approval"),
            Self::Supervision | Self::Enforcement | Self::Local => Some("supervision"),
            Self::Member | Self::Other => None,
        }
    }

    /// Name in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Approval => "approval",
            Self::Supervision => "supervision",
            Self::Enforcement => "enforcement",
            Self::Local => "local",
            Self::Member => "member",
            Self::Other => "other",
        }
    }

    /// The kind of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Name in Chinese, as in the list of units.
    pub fn zh(self) -> &'static str {
        match self {
            Self::Approval => "审批",
            Self::Supervision => "监管",
            Self::Enforcement => "综合执法",
            Self::Local => "属地",
            Self::Member => "成员",
            Self::Other => "其他",
        }
    }

    /// The kind of a Chinese name.
    pub fn named_zh(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.zh() == name)
    }

    /// The kind of a number on the wire.
    pub(crate) fn numbered(number: i32) -> Option<Self> {
        let number = wire::UnitKind::try_from(number).ok()?;
        Self::ALL.into_iter().find(|kind| wire::UnitKind::from(*kind) == number)
    }
}

impl From<UnitKind> for wire::UnitKind {
    fn from(kind: UnitKind) -> Self {
        match kind {
            UnitKind::Approval => Self::Approval,
            UnitKind::Supervision => Self::Supervision,
            UnitKind::Enforcement => Self::Enforcement,
            UnitKind::Local => Self::Local,
            UnitKind::Member => Self::Member,
            UnitKind::Other => Self::Other,
        }
    }
}
