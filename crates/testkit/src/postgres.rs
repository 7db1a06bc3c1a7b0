//! A private PostgreSQL server, which tests may stop and start again.

use std::{
    fs,
    os::unix::fs::{MetadataExt, PermissionsExt, chown},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::ensure;
use sqlx::postgres::PgConnectOptions;

use crate::{port, server::Server, tool};

/// `nobody`: PostgreSQL refuses to run as root.
const UNPRIVILEGED: u32 = 65534;

/// PostgreSQL on a port of its own, over TCP only, with trust for everyone on this machine. Survives a crash of the
/// process, not of the machine. Stops when dropped.
#[derive(Debug)]
pub struct Postgres {
    folder: PathBuf,
    port: u16,
    durable: bool,
    server: Option<Server>,
}

impl Postgres {
    /// Starts the server whose data is in `folder`, which is made and filled when new.
    pub fn start(folder: &Path) -> anyhow::Result<Self> {
        Self::start_as(folder, false)
    }

    /// The same, which survives a crash of the machine, too, as a server at work does: for benchmarks.
    pub fn start_durable(folder: &Path) -> anyhow::Result<Self> {
        Self::start_as(folder, true)
    }

    fn start_as(folder: &Path, durable: bool) -> anyhow::Result<Self> {
        fs::create_dir_all(folder)?;
        let mut postgres =
            Self { folder: folder.canonicalize()?, port: port::free()?, durable, server: None };
        if !postgres.data().join("PG_VERSION").exists() {
            postgres.initialize()?;
        }
        postgres.restart()?;
        Ok(postgres)
    }

    /// How a superuser connects to the database `postgres`.
    pub fn superuser(&self) -> PgConnectOptions {
        PgConnectOptions::new().host("127.0.0.1").port(self.port).username("postgres").database("postgres")
    }

    /// The same as a URL.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    /// Ends the connections and stops the server in good order.
    pub fn stop(&mut self) {
        self.server = None;
    }

    /// Starts the server again on the same port; stops it first if it runs.
    pub fn restart(&mut self) -> anyhow::Result<()> {
        self.stop();
        let program = tool::postgres("postgres")?;
        let data = self.data();
        let port = self.port.to_string();
        let mut command = self.unprivileged();
        command.extend([
            program.to_string_lossy().into_owned(),
            "-D".into(),
            data.to_string_lossy().into_owned(),
        ]);
        command.extend(["-p", &port, "-h", "127.0.0.1", "-k", ""].map(String::from));
        let fast: &[&str] = if self.durable { &[] } else { &["fsync=off", "full_page_writes=off"] };
        for setting in fast.iter().copied().chain(["max_connections=400", "max_wal_size=1GB"]) {
            command.extend(["-c".into(), setting.into()]);
        }
        let command: Vec<&str> = command.iter().map(String::as_str).collect();
        // INT is PostgreSQL's fast shutdown.
        let ready = "ready to accept connections";
        self.server = Some(Server::start(&command, "INT", ready, &self.folder.join("postgres.log"))?);
        Ok(())
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn initialize(&self) -> anyhow::Result<()> {
        let data = self.data();
        fs::create_dir_all(&data)?;
        fs::set_permissions(&data, fs::Permissions::from_mode(0o700))?;
        let wrapper = self.unprivileged();
        if wrapper.first().is_some_and(|program| program == "setpriv") {
            chown(&data, Some(UNPRIVILEGED), Some(UNPRIVILEGED))?;
        }
        let initdb = tool::postgres("initdb")?;
        let mut words = wrapper.iter().map(String::as_str).chain([initdb.to_str().unwrap_or("initdb")]);
        let output = Command::new(words.next().unwrap_or("initdb"))
            .args(words)
            .arg("-D")
            .arg(&data)
            .args(["-U", "postgres", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync"])
            .stdin(Stdio::null())
            .output()?;
        ensure!(output.status.success(), "initdb: {}", String::from_utf8_lossy(&output.stderr));
        Ok(())
    }

    /// The words before a command that make it run as someone else when we are root; none otherwise.
    fn unprivileged(&self) -> Vec<String> {
        let is_root = fs::metadata("/proc/self")
            .or_else(|_| fs::metadata(&self.folder))
            .is_ok_and(|file| file.uid() == 0);
        if !is_root {
            return Vec::new();
        }
        // A user namespace needs no change of owners. Hardened kernels and some containers forbid it.
        let id = UNPRIVILEGED;
        let unshare =
            ["unshare".into(), "--user".into(), format!("--map-user={id}"), format!("--map-group={id}")];
        let works = Command::new(&unshare[0]).args(&unshare[1..]).arg("true").stderr(Stdio::null()).status();
        if works.is_ok_and(|status| status.success()) {
            return unshare.into();
        }
        vec!["setpriv".into(), format!("--reuid={id}"), format!("--regid={id}"), "--clear-groups".into()]
    }
}
