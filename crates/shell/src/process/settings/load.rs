//! Loads, checks and shows settings: whatever nobody knows is refused by name, so that a slip of the pen is found at the start.

use std::{
    collections::{BTreeMap, HashMap},
    path::Path,
};

use anyhow::{Context, ensure};
use clock::Clock;
use config::{Config, File, FileFormat, Value, ValueKind};
use serde::{Serialize, de::DeserializeOwned};

use super::{Environment, Shared};

/// What every service is set to; `{service}` stands for its name.
const SHARED: &str = include_str!("../../../defaults.toml");

/// First part of the environment variables: `SHENGUAN__GRPC__LISTEN` is the key `listen` of the section `grpc`.
const PREFIX: &str = "SHENGUAN";

/// The settings of one service.
#[derive(Clone, Debug)]
pub struct Settings<Service> {
    /// Name of the service, and of its own section.
    pub name: String,
    /// The sections that every service has.
    pub shared: Shared,
    /// The service's own section.
    pub service: Service,
}

impl<Service: DeserializeOwned + Serialize> Settings<Service> {
    /// Reads what every service is set to, then `own` (TOML), what the service `name` sets otherwise and besides, then `file`, then
    /// the environment; later ones win. Fails on keys that nobody knows, and on settings that may not stand together; the error
    /// names the key.
    pub fn load(name: &str, own: &str, file: Option<&Path>) -> anyhow::Result<Self> {
        Self::load_with(name, own, file, None)
    }

    /// The same, with `environment` instead of the process's own.
    pub fn load_with(
        name: &str,
        own: &str,
        file: Option<&Path>,
        environment: Option<HashMap<String, String>>,
    ) -> anyhow::Result<Self> {
        // Values stay text here and are read as what the key asks for: a code of digits stays a code.
        let variables = config::Environment::with_prefix(PREFIX).separator("__").source(environment);
        let mut sources = Config::builder()
            .add_source(File::from_str(&SHARED.replace("{service}", name), FileFormat::Toml))
            .add_source(File::from_str(own, FileFormat::Toml));
        if let Some(file) = file {
            sources = sources.add_source(File::from(file).format(FileFormat::Toml));
        }
        let settings = sources.add_source(variables).build().context("the settings cannot be read")?;
        let mut sections: HashMap<String, Value> = settings.try_deserialize()?;
        let service =
            sections.remove(name).unwrap_or_else(|| Value::new(None, ValueKind::Table(config::Map::new())));
        let shared = Value::new(None, ValueKind::Table(sections.into_iter().collect()));
        let settings = Self {
            name: name.to_owned(),
            shared: shared.try_deserialize().context("the settings are wrong")?,
            service: service
                .try_deserialize()
                .with_context(|| format!("the settings in [{name}] are wrong"))?,
        };
        settings.shared.check()?;
        Ok(settings)
    }

    /// The settings in effect as TOML, passwords masked: what `config check` prints.
    pub fn effective_masked(&self) -> anyhow::Result<String> {
        let mut sections = toml::Table::try_from(&self.shared)?;
        sections.insert(self.name.clone(), toml::Value::try_from(&self.service)?);
        // Keys before sections, each in the order of the alphabet.
        let sorted: BTreeMap<_, _> = sections.into_iter().collect();
        Ok(toml::to_string_pretty(&sorted)?)
    }
}

impl Shared {
    /// What may not stand together.
    fn check(&self) -> anyhow::Result<()> {
        let clock_is_set = self.clock.start_at.is_some() || self.clock.follow.is_some();
        ensure!(
            !clock_is_set || self.environment == Environment::Development,
            "clock.start_at and clock.follow may be set only where environment = \"development\""
        );
        ensure!(
            self.clock.start_at.is_none() || self.clock.follow.is_none(),
            "clock.start_at and clock.follow exclude each other"
        );
        ensure!(
            self.nats.tls.is_some() || self.environment == Environment::Development,
            "nats.tls is missing: outside development the broker must know who speaks"
        );
        ensure!(
            self.nats.ack_wait_seconds > 0,
            "nats.ack_wait_seconds is at least 1: zero would mean the broker's own default"
        );
        let code = &self.county.code;
        ensure!(
            code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit()),
            "county.code is a GB/T 2260 code of six digits"
        );
        let limits = self.grpc.limits;
        let calls = limits.calls_at_once.min(limits.calls_at_once_per_unit);
        let streams = limits.streams_at_once.min(limits.streams_at_once_per_unit);
        ensure!(
            calls > 0 && streams > 0 && limits.calls_per_second > 0 && limits.burst > 0,
            "grpc.limits are at least 1: zero would answer nobody"
        );
        Ok(())
    }

    /// The clock of business time.
    pub fn business_clock(&self) -> Clock {
        match (&self.clock.start_at, &self.clock.follow) {
            (Some(at), _) => Clock::started(*at),
            (None, Some(file)) => Clock::following(file.clone()),
            (None, None) => Clock::system(),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    const OWN: &str = r#"
        [grpc]
        listen = "127.0.0.1:7000"
        [admin]
        listen = "127.0.0.1:7001"
        [database]
        rpc_url = "postgres://approval_rpc:s3cret@db/approval"
        [nats.tls]
        ca = "ca.pem"
        certificate = "server.pem"
        key = "server.key"
        [approval]
        import_slice = 100
    "#;

    #[derive(Clone, Debug, Deserialize, Serialize)]
    #[serde(deny_unknown_fields)]
    struct Approval {
        import_slice: u32,
    }

    fn load(variables: &[(&str, &str)]) -> anyhow::Result<Settings<Approval>> {
        let variables =
            variables.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        Settings::load_with("approval", OWN, None, Some(variables))
    }

    #[test]
    fn what_every_service_is_set_to_holds_its_name() {
        let settings = load(&[]).unwrap();
        assert_eq!(settings.shared.keys.index, Path::new("certs/keys/index/approval.key"));
        assert_eq!(
            settings.shared.database.system_url.expose(),
            "postgres://approval_system@127.0.0.1:5432/approval"
        );
        assert!(!settings.effective_masked().unwrap().contains("{service}"));
    }

    #[test]
    fn the_environment_overrides_the_file_and_the_file_the_defaults() {
        let file = std::env::temp_dir().join(format!("settings-{}.toml", std::process::id()));
        std::fs::write(&file, "[grpc]\nlisten = '127.0.0.1:8000'\nreflection = false\n").unwrap();
        let variables = HashMap::from([
            ("SHENGUAN__GRPC__LISTEN".to_owned(), "127.0.0.1:9000".to_owned()),
            ("SHENGUAN__DATABASE__RPC_CONNECTIONS".to_owned(), "3".to_owned()),
            ("SHENGUAN__COUNTY__CODE".to_owned(), "110101".to_owned()),
            ("SHENGUAN__APPROVAL__IMPORT_SLICE".to_owned(), "7".to_owned()),
        ]);
        let settings: Settings<Approval> =
            Settings::load_with("approval", OWN, Some(&file), Some(variables)).unwrap();
        std::fs::remove_file(file).unwrap();
        assert_eq!(settings.shared.grpc.listen.port(), 9000);
        assert!(!settings.shared.grpc.reflection);
        assert_eq!(settings.shared.database.rpc_connections, 3);
        assert_eq!(settings.shared.county.code, "110101");
        assert_eq!(settings.service.import_slice, 7);
    }

    #[test]
    fn a_key_that_nobody_knows_is_refused_by_name() {
        for key in [
            "SHENGUAN__GRPC__LISTENS",
            "SHENGUAN__GRCP__LISTEN",
            "SHENGUAN__APPROVAL__LISTENS",
            "SHENGUAN__LISTENS",
        ] {
            let error = format!("{:#}", load(&[(key, "127.0.0.1:9000")]).unwrap_err());
            assert!(error.contains("listens") || error.contains("grcp"), "{error}");
        }
    }

    #[test]
    fn a_missing_file_is_an_error() {
        assert!(Settings::<Approval>::load("approval", OWN, Some(Path::new("/no/such/file.toml"))).is_err());
    }

    #[test]
    fn the_clock_is_set_in_development_only() {
        let start = ("SHENGUAN__CLOCK__START_AT", "2026-09-01T08:30:00+08:00");
        let error = load(&[start]).unwrap_err().to_string();
        assert!(error.contains("clock.start_at"), "{error}");
        let settings = load(&[start, ("SHENGUAN__ENVIRONMENT", "development")]).unwrap();
        assert_eq!(settings.shared.business_clock().today(), jiff::civil::date(2026, 9, 1));
        assert!(load(&[]).unwrap().shared.business_clock().is_real());
    }

    #[test]
    fn without_certificates_the_broker_is_for_development_only() {
        let from = OWN.find("[nats.tls]").unwrap();
        let to = OWN.find("[approval]").unwrap();
        let bare = format!("{}{}", &OWN[..from], &OWN[to..]);
        let load = |environment: &str| {
            let variables = HashMap::from([("SHENGUAN__ENVIRONMENT".to_owned(), environment.to_owned())]);
            Settings::<Approval>::load_with("approval", &bare, None, Some(variables))
        };
        let error = load("production").unwrap_err().to_string();
        assert!(error.contains("nats.tls"), "{error}");
        load("development").unwrap();
    }

    #[test]
    fn a_wait_for_acks_of_zero_is_refused() {
        let error = load(&[("SHENGUAN__NATS__ACK_WAIT_SECONDS", "0")]).unwrap_err().to_string();
        assert!(error.contains("nats.ack_wait_seconds"), "{error}");
    }

    #[test]
    fn what_is_printed_is_complete_but_for_passwords() {
        let settings = load(&[]).unwrap();
        let printed = settings.effective_masked().unwrap();
        assert!(printed.contains("postgres://approval_rpc:***@db/approval"), "{printed}");
        assert!(!format!("{printed}{settings:?}").contains("s3cret"));
        let again: Settings<Approval> =
            Settings::load_with("approval", &printed, None, Some(HashMap::new())).unwrap();
        assert_eq!(again.effective_masked().unwrap(), printed);
    }
}
