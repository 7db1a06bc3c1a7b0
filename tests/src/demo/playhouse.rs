//! Private servers and a stage for a demonstration, taken away at the end.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use testkit::{Database, Folder, Nats, Postgres};

use crate::stage::{Ground, Stage};

/// The services, in the order of their databases.
const SERVICES: [&str; 4] = ["approval", "supervision", "notification", "meeting"];

/// A stage on servers of its own. What is dropped first stands first: services, then broker, then database, then folder.
#[derive(Debug)]
pub struct Playhouse {
    /// The stage.
    pub stage: Stage,
    /// The broker.
    pub nats: Nats,
    /// The database server.
    pub postgres: Postgres,
    folder: Folder,
}

impl Playhouse {
    /// Builds everything from nothing, with the clock at `at`. E-mail leaves by the mail server at the port `mail`, if any.
    pub async fn build(at: Timestamp, mail: Option<u16>) -> anyhow::Result<Self> {
        let folder = Folder::create()?;
        let place = |name: &str| -> PathBuf { folder.path().join(name) };
        let postgres = Postgres::start(&place("postgres"))?;
        let nats = Nats::start(&place("nats"), None)?;
        for service in SERVICES {
            Database::install(&postgres.superuser(), service).await?;
        }
        let ground = Ground {
            folder: place("stage"),
            postgres: postgres.superuser(),
            databases: SERVICES.map(ToOwned::to_owned).to_vec(),
            county: "371322".to_owned(),
            nats: nats.url(),
            mail,
        };
        let stage = Stage::build(ground, Vec::new(), at).await?;
        Ok(Self { stage, nats, postgres, folder })
    }

    /// Ends the services in good order; the servers follow, and the folder goes last.
    pub async fn strike(mut self) -> anyhow::Result<()> {
        for (_, program) in self.stage.programs().into_iter().rev() {
            program.end().await?;
        }
        Ok(())
    }

    /// Where everything lies.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}
