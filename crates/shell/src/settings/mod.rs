//! Settings of a service: defaults, then a file, then the environment `SHENGUAN__SECTION__KEY`. Unknown keys are refused.

mod load;
mod secret;
mod sections;

pub use load::Settings;
pub use secret::SecretUrl;
pub use sections::{
    Admin, ClockSettings, County, DatabaseSettings, DirectorySettings, Environment, FirstAdministrator, Grpc,
    Keys, Limits, NatsSettings, NatsTls, Peers, Shared, Telemetry, Tls,
};
