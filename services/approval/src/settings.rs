//! The settings of approval's own section; the others are `shell`'s. Defaults stand in `approval.toml`.

use std::path::{Path, PathBuf};

use anyhow::ensure;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shell::settings::Environment;

/// Name of the service, and of its own section.
pub const SERVICE: &str = "approval";

/// The settings of the service.
pub type Settings = shell::settings::Settings<Service>;

/// The default settings, TOML.
pub const DEFAULTS: &str = include_str!("../approval.toml");

/// The section `[approval]`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// The day on which the platform began: only what was decided before it may be loaded as stock (存量). Where absent,
    /// stock is not bounded.
    pub first_day: Option<Date>,
    /// What is put into an empty database.
    pub seed: Seed,
}

/// What is put into an empty database at start.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Seed {
    /// Fill an empty directory, catalogue, map and calendar from the lists that come with the program.
    pub lists: bool,
    /// Development only: a list of keys to pin, with the columns fingerprint, unit and system.
    pub pins: Option<PathBuf>,
}

/// Reads the defaults, then `file`, then the environment, and checks what they say together.
pub fn load(file: Option<&Path>) -> anyhow::Result<Settings> {
    let settings = Settings::load(SERVICE, DEFAULTS, file)?;
    check(&settings)?;
    Ok(settings)
}

fn check(settings: &Settings) -> anyhow::Result<()> {
    ensure!(
        settings.service.seed.pins.is_none() || settings.shared.environment == Environment::Development,
        "approval.seed.pins may be set only where environment = \"development\""
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    /// The only settings that have no default in production.
    const BROKER: [(&str, &str); 3] = [
        ("SHENGUAN__NATS__TLS__CA", "certs/ca.pem"),
        ("SHENGUAN__NATS__TLS__CERTIFICATE", "certs/services/approval.pem"),
        ("SHENGUAN__NATS__TLS__KEY", "certs/services/approval.key"),
    ];

    fn with(variables: &[(&str, &str)]) -> anyhow::Result<Settings> {
        let variables: HashMap<_, _> =
            BROKER.iter().chain(variables).map(|(key, to)| ((*key).into(), (*to).into())).collect();
        let settings = Settings::load_with(SERVICE, DEFAULTS, None, Some(variables))?;
        check(&settings)?;
        Ok(settings)
    }

    #[test]
    fn the_defaults_are_complete() {
        assert!(with(&[]).unwrap().service.seed.lists);
    }

    #[test]
    fn keys_are_pinned_from_a_list_in_development_only() {
        let pins = ("SHENGUAN__APPROVAL__SEED__PINS", "certs/keys.tsv");
        assert!(with(&[pins]).unwrap_err().to_string().contains("approval.seed.pins"));
        assert!(with(&[pins, ("SHENGUAN__ENVIRONMENT", "development")]).is_ok());
    }
}
