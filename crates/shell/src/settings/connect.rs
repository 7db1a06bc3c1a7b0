//! From settings to what connects by them.

use anyhow::Context;
use sqlx::{PgPool, postgres::PgConnectOptions};

use crate::settings::{DatabaseSettings, SecretUrl, Shared};

impl DatabaseSettings {
    /// Pool of the role `<service>_rpc`; connects on first use.
    pub fn rpc_pool(&self) -> anyhow::Result<PgPool> {
        Ok(database::pool(options(&self.rpc_url, "rpc_url")?, self.rpc_connections))
    }

    /// Pool of the role `<service>_system`; connects on first use.
    pub fn system_pool(&self) -> anyhow::Result<PgPool> {
        Ok(database::pool(options(&self.system_url, "system_url")?, self.system_connections))
    }

    /// How the owner connects, who runs migrations.
    pub fn owner(&self) -> anyhow::Result<PgConnectOptions> {
        let url =
            self.owner_url.as_ref().context("database.owner_url is not set: migrations run as the owner")?;
        options(url, "owner_url")
    }
}

impl Shared {
    /// How the mailbox of production behaves here.
    pub fn mailbox(&self) -> mailbox::Settings {
        let mut settings = mailbox::Settings::new(&self.county.code, self.nats.url.expose());
        settings.broker.tls = self.nats.tls.as_ref().map(|tls| mailbox::TlsFiles {
            authority: tls.ca.clone(),
            certificate: tls.certificate.clone(),
            key: tls.key.clone(),
        });
        settings
    }

    /// Logs and traces of the service of this name.
    pub fn telemetry(&self, service: &str) -> telemetry::Settings {
        telemetry::Settings {
            service: service.to_owned(),
            filter: self.telemetry.filter.clone(),
            otlp_endpoint: self.telemetry.otlp_endpoint.clone(),
        }
    }
}

/// The error of a URL may quote it, password included, so only the key is named.
fn options(url: &SecretUrl, key: &str) -> anyhow::Result<PgConnectOptions> {
    url.expose().parse().map_err(|_| anyhow::anyhow!("database.{key} is no URL of PostgreSQL"))
}
