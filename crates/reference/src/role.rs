//! Roles of officials and certificate keys.

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
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 4] = [Self::Approver, Self::Claimant, Self::PlatformAdmin, Self::Auditor];

    /// Name in the database and in settings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Approver => "approver",
            Self::Claimant => "claimant",
            Self::PlatformAdmin => "platform_admin",
            Self::Auditor => "auditor",
        }
    }

    /// The role of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}
