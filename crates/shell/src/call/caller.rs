//! Who is calling: no handler can be written without it.

use ids::{OfficialId, UnitCode};
use reference::{Directory, Role};
use refusal::{Kind, Refusal};
use tonic::Status;

use super::error::Error;

/// The unit, its system, and the acting official that the system names (kept as asserted by that system).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Caller {
    /// The unit that the certificate's key is pinned to.
    pub unit: UnitCode,
    /// Fingerprint of that key.
    pub key: String,
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

    /// Whether the directory still lets this caller in: what a stream asks again while it lasts.
    pub fn still_stands(&self, directory: &Directory) -> Result<(), Refusal> {
        let may = |roles: &[Role]| self.roles.iter().all(|role| roles.contains(role));
        // The first administrator's key may come from the settings; then the directory knows nothing of it.
        let known = match directory.authenticate(&self.key) {
            Some(key) => key.unit == self.unit && may(&key.roles),
            None => false,
        };
        let acting = self.official.as_ref().is_none_or(|official| {
            directory.acting(&official.id, &self.unit).is_some_and(|official| may(&official.roles))
        });
        if known && acting {
            return Ok(());
        }
        Err(Refusal::new(
            Kind::Unauthenticated,
            "KEY_NOT_PINNED",
            "the key, its unit, the official or a role no longer stands in the directory",
            "证书密钥、单位、经办人已停用，或角色已变更",
        ))
    }

    /// The acting official's id; empty when the system acts on its own.
    pub(crate) fn official_name(&self) -> &str {
        self.official.as_ref().map_or("", |official| official.id.as_str())
    }

    /// The acting official. Present on every call whose rule says `OfficialNeeded::Yes`.
    pub fn acting_official(&self) -> Result<OfficialId, Refusal> {
        self.official.as_ref().map(|official| official.id.clone()).ok_or_else(|| {
            Refusal::new(
                Kind::Invalid,
                "OFFICIAL_REQUIRED",
                "name the acting official in the metadata x-shenguan-official",
                "请在元数据 x-shenguan-official 中注明经办人",
            )
        })
    }
}
