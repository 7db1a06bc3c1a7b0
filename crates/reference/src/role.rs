//! Roles of officials and certificate keys.

use proto::reference::v1 as wire;

/// What an official, or a system's key, may do.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Role {
    /// 审批经办: records decisions.
    Approver,
    /// 认领经办: claims and returns deliveries.
    Claimant,
    /// 平台管理.
    PlatformAdmin,
    /// 审计.
    Auditor,
    /// 督办: sees every duty of the county.
    Overseer,
    /// 联络员: is told before a duty is late, and of supervision letters.
    Liaison,
    /// 单位负责人: is told of what is late; silences reminders, and names deputies.
    Leader,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 7] = [
        Self::Approver,
        Self::Claimant,
        Self::PlatformAdmin,
        Self::Auditor,
        Self::Overseer,
        Self::Liaison,
        Self::Leader,
    ];

    /// Name in the database and in settings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Approver => "approver",
            Self::Claimant => "claimant",
            Self::PlatformAdmin => "platform_admin",
            Self::Auditor => "auditor",
            Self::Overseer => "overseer",
            Self::Liaison => "liaison",
            Self::Leader => "leader",
        }
    }

    /// The role of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
    /// The role of a number on the wire.
    pub(crate) fn numbered(number: i32) -> Option<Self> {
        let number = wire::Role::try_from(number).ok()?;
        Self::ALL.into_iter().find(|role| wire::Role::from(*role) == number)
    }
}

impl From<Role> for wire::Role {
    fn from(role: Role) -> Self {
        match role {
            Role::Approver => Self::Approver,
            Role::Claimant => Self::Claimant,
            Role::PlatformAdmin => Self::PlatformAdmin,
            Role::Auditor => Self::Auditor,
            Role::Overseer => Self::Overseer,
            Role::Liaison => Self::Liaison,
            Role::Leader => Self::Leader,
        }
    }
}
