//! The settings of notification's own section; the others are `shell`'s. Defaults stand in `notification.toml`.

use std::path::Path;

use anyhow::ensure;
use serde::{Deserialize, Serialize};

use shell::settings::Environment;

use crate::{SERVICE, rules::office_hours::OfficeHours, sending::Sending};

/// The settings of the service.
pub type Settings = shell::settings::Settings<Service>;

/// The default settings, TOML.
pub const DEFAULTS: &str = include_str!("../notification.toml");

/// The section `[notification]`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// How often a watch without news says that it is alive, in seconds.
    pub heartbeat_seconds: u64,
    /// When people are reminded, and by which lamps turn yellow.
    pub office_hours: OfficeHours,
    /// How messages leave.
    pub sending: Sending,
}

/// Reads the defaults, then `file`, then the environment, and checks what they say.
pub fn load(file: Option<&Path>) -> anyhow::Result<Settings> {
    let settings = Settings::load(SERVICE, DEFAULTS, file)?;
    check(&settings)?;
    Ok(settings)
}

fn check(settings: &Settings) -> anyhow::Result<()> {
    ensure!(settings.service.heartbeat_seconds > 0, "notification.heartbeat_seconds must be at least 1");
    ensure!(
        settings.service.office_hours.are_sound(),
        "notification.office_hours: opens, break_begins, break_ends and closes follow each other"
    );
    settings.service.sending.check(settings.shared.environment == Environment::Development)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use channels::Allowed;

    use super::*;
    use crate::rules::office_hours::tests::USUAL;

    fn with(variables: &[(&str, &str)]) -> anyhow::Result<Settings> {
        let development = [("SHENGUAN__ENVIRONMENT", "development")];
        let variables: HashMap<_, _> =
            development.iter().chain(variables).map(|(key, to)| ((*key).into(), (*to).into())).collect();
        let settings = Settings::load_with(SERVICE, DEFAULTS, None, Some(variables))?;
        check(&settings)?;
        Ok(settings)
    }

    #[test]
    fn the_defaults_are_complete() {
        assert_eq!(with(&[]).unwrap().service.office_hours, USUAL);
    }

    #[test]
    fn private_ranges_need_walls_around_the_cluster() {
        let mut sending = with(&[]).unwrap().service.sending;
        let office = Allowed { ranges: vec!["10.0.0.0/8".parse().unwrap()], ..Allowed::default() };
        sending.allowed.insert("scjgj".to_owned(), office);
        assert!(sending.check(false).unwrap_err().to_string().contains("walls.cluster"));
        assert!(sending.check(true).is_ok());
        sending.walls.cluster.push("10.244.0.0/16".parse().unwrap());
        assert!(sending.check(false).is_ok());
    }

    #[test]
    fn office_hours_in_disorder_are_refused() {
        let winter = ("SHENGUAN__NOTIFICATION__OFFICE_HOURS__CLOSES", "17:00");
        assert!(with(&[winter]).is_ok());
        let wrong = ("SHENGUAN__NOTIFICATION__OFFICE_HOURS__CLOSES", "08:00");
        assert!(with(&[wrong]).unwrap_err().to_string().contains("office_hours"));
    }
}
