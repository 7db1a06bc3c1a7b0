//! What a place sets of its gate; `grpc.limits` and `directory.first_administrator` of the settings.

use ids::UnitCode;
use serde::{Deserialize, Serialize};

/// What one process takes before it says `RESOURCE_EXHAUSTED`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Calls at the same moment, of all units together; streams are counted apart.
    pub calls_at_once: usize,
    /// Calls at the same moment of one unit, so that none can take all the places.
    pub calls_at_once_per_unit: usize,
    /// Streams (watches, imports) at the same moment, of all units together.
    pub streams_at_once: usize,
    /// Streams at the same moment of one unit.
    pub streams_at_once_per_unit: usize,
    /// Calls a second of one unit, over time; reads and official acts are counted apart, so that neither starves the
    /// other.
    pub calls_per_second: u32,
    /// Calls of one unit that may come together after a pause.
    pub burst: u32,
}

/// The key that counts as pinned, with the role `platform_admin`, until the directory knows the key itself: from then on
/// only the directory speaks, so that a revoked key stays revoked.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct FirstAdministrator {
    /// SHA-256 of the key's SubjectPublicKeyInfo, hexadecimal.
    pub fingerprint: String,
    /// The unit that it calls for.
    pub unit: UnitCode,
}
