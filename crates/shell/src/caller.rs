//! Who is calling: no handler can be written without it.

use ids::{OfficialId, UnitCode};
use reference::Role;
use tonic::Status;

use crate::Error;

/// The unit, its system, and the acting official that the system names (kept as asserted by that system).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Caller {
    /// The unit that the certificate's key is pinned to.
    pub unit: UnitCode,
    /// Name of the system that holds the key.
    pub system: String,
    /// The acting official, checked against the directory.
    pub official: Option<Official>,
    /// What this call may do: the key's roles, and the official's where one is named.
    pub roles: Vec<Role>,
}

/// An acting official of the caller's unit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Official {
    /// Id.
    pub id: OfficialId,
}

impl Caller {
    /// The caller that the policy layer found. Absent only where that layer was left out, which is a fault.
    pub fn of<T>(request: &tonic::Request<T>) -> Result<Self, Status> {
        request
            .extensions()
            .get::<Self>()
            .cloned()
            .ok_or_else(|| Error::Fault("a call without a caller".to_owned()).into())
    }

    /// Whether the caller has a role.
    pub fn has(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// The acting official's id; empty when the system acts on its own.
    pub(crate) fn official_name(&self) -> &str {
        self.official.as_ref().map_or("", |official| official.id.as_str())
    }

    /// The acting official. Present on every call whose rule says `OfficialNeeded::Yes`.
    pub fn acting_official(&self) -> Result<OfficialId, refusal::Refusal> {
        self.official.as_ref().map(|official| official.id.clone()).ok_or_else(|| {
            refusal::Refusal::new(
                refusal::Kind::Invalid,
                "OFFICIAL_REQUIRED",
                "name the acting official in the metadata x-shenguan-official",
                "请在元数据 x-shenguan-official 中注明经办人",
            )
        })
    }
}
