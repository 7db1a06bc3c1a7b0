//! The settings of supervision's own section; the others are `shell`'s. Defaults stand in `supervision.toml`.

use std::path::Path;

use anyhow::ensure;
use serde::{Deserialize, Serialize};

/// Name of the service, and of its own section.
pub const SERVICE: &str = "supervision";

/// The settings of the service.
pub type Settings = shell::settings::Settings<Service>;

/// The section `[supervision]`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// How often a watch without news says that it is alive, in seconds.
    pub heartbeat_seconds: u64,
}

/// Reads the defaults, then `file`, then the environment, and checks what they say.
pub fn load(file: Option<&Path>) -> anyhow::Result<Settings> {
    let settings: Settings = Settings::load(SERVICE, include_str!("../supervision.toml"), file)?;
    ensure!(settings.service.heartbeat_seconds > 0, "supervision.heartbeat_seconds must be at least 1");
    Ok(settings)
}
