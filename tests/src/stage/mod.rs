//! A stage: the services as real processes, on a database each, with a broker, certificates and a clock of its own.

mod bureau;
mod probe;
mod program;
mod wait;

use std::{fs, path::PathBuf};

use anyhow::Context;
use jiff::Timestamp;
use sqlx::postgres::PgConnectOptions;
use testkit::{Folder, Nats};

pub use bureau::{Addresses, Bureau};
pub use program::{Program, binary};
pub use wait::until;

/// Where a stage stands.
#[derive(Debug)]
pub struct Ground {
    /// A folder of its own; kept when the stage is struck.
    pub folder: PathBuf,
    /// How a superuser reaches the PostgreSQL server.
    pub postgres: PgConnectOptions,
    /// Names of the databases: of approval, of supervision, and of notification and meeting where they are installed.
    pub databases: Vec<String>,
    /// The county code: it keeps the streams of several stages on one broker apart.
    pub county: String,
    /// Where the broker listens.
    pub nats: String,
    /// The port of a [`testkit::MailServer`] without TLS, by which e-mail leaves; without one there is none.
    pub mail: Option<u16>,
}

/// A running stage. Its processes end when it is dropped.
#[derive(Debug)]
pub struct Stage {
    /// Where it stands.
    pub ground: Ground,
    /// The approval service.
    pub approval: Program,
    /// The supervision service.
    pub supervision: Program,
    /// The notification service, where it is installed.
    pub notification: Option<Program>,
    /// The meeting service, where it is installed; then notification is, too.
    pub meeting: Option<Program>,
    // Dropped last: a database and a folder made for a test go with it.
    props: Vec<Prop>,
}

/// What a stage was built with and takes away when it goes.
#[derive(Debug)]
pub enum Prop {
    /// A test's own database.
    Database(Box<testkit::Database>),
    /// A test's own folder.
    Folder(Folder),
    /// A test's own broker.
    Nats(Nats),
}

impl Stage {
    /// Builds a stage on databases that hold nothing yet, whose clock stands at `at`: certificates, migrations, the services,
    /// ready for callers.
    pub async fn build(ground: Ground, props: Vec<Prop>, at: Timestamp) -> anyhow::Result<Self> {
        Self::raise(ground, props, at, true).await
    }

    /// The same; databases that are copies of a migrated one need no migrations.
    async fn raise(ground: Ground, props: Vec<Prop>, at: Timestamp, migrates: bool) -> anyhow::Result<Self> {
        fs::create_dir_all(&ground.folder)?;
        let units = sample_units();
        let pins: Vec<(&str, &str)> = units.iter().map(|unit| (unit.as_str(), "demo")).collect();
        certs::write_development(&ground.certificates(), &pins).context("certificates")?;
        ground.set_clock(at)?;
        let mut approval = Program::new("approval", &ground)?;
        let mut supervision = Program::new("supervision", &ground)?;
        let third = ground.has_notification().then(|| Program::new("notification", &ground));
        let mut notification = third.transpose()?;
        let fourth = ground.has_meeting().then(|| Program::new("meeting", &ground));
        let mut meeting = fourth.transpose()?;
        let first: [&mut Program; 2] = [&mut approval, &mut supervision];
        let mut all: Vec<&mut Program> =
            first.into_iter().chain(&mut notification).chain(&mut meeting).collect();
        for program in &mut all {
            if migrates {
                program.migrate().await?;
            }
            program.start()?;
        }
        for program in all {
            program.ready().await?;
        }
        Ok(Self { ground, approval, supervision, notification, meeting, props })
    }

    /// A stage for a test on which the notification service is installed from the beginning.
    pub async fn with_notification(at: &str) -> anyhow::Result<Self> {
        let notification = testkit::Database::create("notification", &notification::MIGRATORS).await;
        Self::on_broker(at, testkit::servers().nats, Vec::new(), vec![notification]).await
    }

    /// The same with every service.
    pub async fn with_meeting(at: &str) -> anyhow::Result<Self> {
        let notification = testkit::Database::create("notification", &notification::MIGRATORS).await;
        let meeting = testkit::Database::create("meeting", &meeting::MIGRATORS).await;
        Self::on_broker(at, testkit::servers().nats, Vec::new(), vec![notification, meeting]).await
    }

    /// Installs the notification service where the others have long been at work: it is enrolled at their next start.
    pub async fn install_notification(&mut self) -> anyhow::Result<()> {
        let database = testkit::Database::create("notification", &notification::MIGRATORS).await;
        self.ground.databases.push(name_of(&database));
        self.props.insert(0, Prop::Database(Box::new(database)));
        let mut program = Program::new("notification", &self.ground)?;
        program.start()?;
        for sender in [&mut self.approval, &mut self.supervision] {
            sender.end().await?;
            sender.set("SHENGUAN__PEERS__NOTIFICATION", "true");
            sender.start()?;
            sender.ready().await?;
        }
        program.ready().await?;
        self.notification = Some(program);
        Ok(())
    }

    /// A stage for a test, on the servers of the test run.
    pub async fn for_test(at: &str) -> anyhow::Result<Self> {
        Self::on_broker(at, testkit::servers().nats, Vec::new(), Vec::new()).await
    }

    /// A stage for a test that breaks its broker.
    pub async fn on_own_broker(at: &str) -> anyhow::Result<Self> {
        let (nats, props) = own_broker()?;
        Self::on_broker(at, nats, props, Vec::new()).await
    }

    /// The same, with the notification service installed from the beginning.
    pub async fn with_notification_on_own_broker(at: &str) -> anyhow::Result<Self> {
        let notification = testkit::Database::create("notification", &notification::MIGRATORS).await;
        let (nats, props) = own_broker()?;
        Self::on_broker(at, nats, props, vec![notification]).await
    }

    /// The same with every service.
    pub async fn with_meeting_on_own_broker(at: &str) -> anyhow::Result<Self> {
        let notification = testkit::Database::create("notification", &notification::MIGRATORS).await;
        let meeting = testkit::Database::create("meeting", &meeting::MIGRATORS).await;
        let (nats, props) = own_broker()?;
        Self::on_broker(at, nats, props, vec![notification, meeting]).await
    }

    async fn on_broker(
        at: &str,
        nats: String,
        mut props: Vec<Prop>,
        others: Vec<testkit::Database>,
    ) -> anyhow::Result<Self> {
        let approval = testkit::Database::create("approval", &approval::MIGRATORS).await;
        let supervision = testkit::Database::create("supervision", &supervision::MIGRATORS).await;
        let folder = Folder::create()?;
        let made: Vec<testkit::Database> = [approval, supervision].into_iter().chain(others).collect();
        let databases: Vec<String> = made.iter().map(name_of).collect();
        let ground = Ground {
            folder: folder.path().to_owned(),
            postgres: testkit::servers().postgres,
            county: county_of(&databases[0]),
            databases,
            nats,
            mail: None,
        };
        props.extend(made.into_iter().map(|database| Prop::Database(Box::new(database))));
        props.push(Prop::Folder(folder));
        Self::raise(ground, props, at.parse()?, false).await
    }

    /// The broker of a stage that has its own.
    pub fn nats(&mut self) -> anyhow::Result<&mut Nats> {
        self.props
            .iter_mut()
            .find_map(|prop| if let Prop::Nats(nats) = prop { Some(nats) } else { None })
            .context("the stage has no broker of its own")
    }

    /// A bureau's system, acting for an official where one is named.
    pub fn bureau(&self, unit: &str, official: Option<&str>) -> anyhow::Result<Bureau> {
        Bureau::of(&self.ground.certificates(), unit, official, &self.addresses())
    }

    /// Every service that is installed, with its name, in the order of [`Ground::databases`].
    pub fn programs(&mut self) -> Vec<(&'static str, &mut Program)> {
        let third = self.notification.as_mut().map(|program| ("notification", program));
        let fourth = self.meeting.as_mut().map(|program| ("meeting", program));
        [("approval", &mut self.approval), ("supervision", &mut self.supervision)]
            .into_iter()
            .chain(third)
            .chain(fourth)
            .collect()
    }

    /// Where callers connect.
    pub fn addresses(&self) -> Addresses {
        Addresses {
            approval: self.approval.url(),
            supervision: self.supervision.url(),
            notification: self.notification.as_ref().map(Program::url),
            meeting: self.meeting.as_ref().map(Program::url),
        }
    }

    /// A second process of a service, on the same database and ports of its own; not started yet.
    pub fn replica(&self, service: &'static str) -> anyhow::Result<Program> {
        Program::new(service, &self.ground)
    }

    /// Moves the clock of the services.
    pub fn set_clock(&self, at: Timestamp) -> anyhow::Result<()> {
        self.ground.set_clock(at)
    }
}

impl Ground {
    /// Certificates and keys.
    pub fn certificates(&self) -> PathBuf {
        self.folder.join("certs")
    }

    /// Whether the notification service is installed.
    pub(crate) fn has_notification(&self) -> bool {
        self.databases.len() > 2
    }

    /// Whether the meeting service is installed.
    pub(crate) fn has_meeting(&self) -> bool {
        self.databases.len() > 3
    }

    /// The file in which the instant stands.
    pub fn clock(&self) -> PathBuf {
        self.folder.join("clock")
    }

    /// Moves the clock: written beside and renamed, so that no reader sees half of it.
    pub fn set_clock(&self, at: Timestamp) -> anyhow::Result<()> {
        let next = self.folder.join("clock.next");
        fs::write(&next, at.to_string())?;
        Ok(fs::rename(next, self.clock())?)
    }
}

/// Codes of the sample directory's units.
pub fn sample_units() -> Vec<String> {
    let lines = include_str!("../../../services/approval/data/units.tsv").lines();
    let rows = lines.filter(|line| !line.starts_with('#')).skip(1);
    rows.filter_map(|line| line.split('\t').next()).map(ToOwned::to_owned).collect()
}

/// A broker of a stage's own: its URL, and what goes with the stage.
fn own_broker() -> anyhow::Result<(String, Vec<Prop>)> {
    let folder = Folder::create()?;
    let nats = Nats::start(folder.path(), None)?;
    Ok((nats.url(), vec![Prop::Nats(nats), Prop::Folder(folder)]))
}

fn name_of(database: &testkit::Database) -> String {
    database.superuser().get_database().unwrap_or_default().to_owned()
}

/// Six digits out of a name that is unique on the server.
fn county_of(name: &str) -> String {
    let digits: String = name.chars().filter(char::is_ascii_digit).collect();
    let tail: String = digits.chars().rev().take(6).collect();
    format!("{tail:0<6}")
}
