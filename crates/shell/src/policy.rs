//! Which role may call what. What no rule names is denied.

use reference::Role;

/// Whether a call needs an acting official.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OfficialNeeded {
    /// The call is an official act.
    Yes,
    /// The system may call on its own.
    No,
}

/// One line of the policy table.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Path of the RPC, for example `/shenguan.exchange.v1.DeliveryService/ClaimDelivery`.
    pub rpc: &'static str,
    /// Roles that may call it; any one is enough.
    pub roles: &'static [Role],
    /// Whether it needs an acting official.
    pub official: OfficialNeeded,
}
