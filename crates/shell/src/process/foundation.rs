//! What every service stands on: its database as two roles, reference data, keys.

use anyhow::Context;
use clock::Clock;
use mailbox::Outbox;
use reference::Reference;
use seal::{Index, Keyring};
use sqlx::{PgPool, postgres::PgConnectOptions};

use super::{
    admin::{Readiness, check_role},
    settings::Shared,
};
use crate::call::Resources;

/// What a service stands on; clones share it.
#[derive(Clone, Debug)]
pub struct Foundation {
    /// Where callers come in: the pool of the role `<service>_rpc`, outbox and clock.
    pub resources: Resources,
    /// Pool of the role `<service>_system`: mailbox, sweeps, seed.
    pub system: PgPool,
    /// Directory and calendar.
    pub reference: Reference,
    /// The service's own keys: personal data at rest.
    pub at_rest: Keyring,
    /// Finds by keyed hash what rests sealed.
    pub index: Index,
}

impl Foundation {
    /// Connects to what the settings name. Refuses roles that would bypass row-level security.
    pub async fn connect(service: &str, settings: &Shared, clock: Clock) -> anyhow::Result<Self> {
        let database = &settings.database;
        let rpc = pool(database.rpc_url.expose(), database.rpc_connections)?;
        let system = pool(database.system_url.expose(), database.system_connections)?;
        check_role(&rpc, "rpc").await?;
        check_role(&system, "system").await?;
        Ok(Self {
            resources: Resources { rpc, outbox: Outbox::new(service), clock },
            reference: Reference::new(system.clone()),
            system,
            at_rest: Keyring::load_dir(&settings.keys.at_rest)?,
            index: Index::load(&settings.keys.index)?,
        })
    }

    /// What readiness depends on.
    pub(super) fn readiness(&self) -> Readiness {
        Readiness {
            rpc: self.resources.rpc.clone(),
            system: self.system.clone(),
            reference: self.reference.clone(),
        }
    }

    /// Closes the database.
    pub(super) async fn close(&self) {
        self.resources.rpc.close().await;
        self.system.close().await;
    }
}

fn pool(url: &str, connections: u32) -> anyhow::Result<PgPool> {
    let options: PgConnectOptions = url.parse().context("the database's URL cannot be read")?;
    Ok(database::pool(options, connections))
}
