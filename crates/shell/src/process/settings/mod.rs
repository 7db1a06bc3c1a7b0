//! Settings of a service: what every service is set to (`defaults.toml`), its own file, a file of the place, the environment
//! `SHENGUAN__SECTION__KEY`. Unknown keys are refused.

mod load;
mod secret;
mod sections;

pub use crate::gate::{FirstAdministrator, Limits};
pub use load::Settings;
pub use secret::SecretUrl;
pub use sections::{
    Admin, ClockSettings, County, DatabaseSettings, DirectorySettings, Environment, Grpc, Keys, NatsSettings,
    NatsTls, Peers, Shared, Telemetry, Tls,
};
