//! A service as a process.

use std::{
    fs::File,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
};

use anyhow::{Context, bail, ensure};

use super::{Ground, probe, until};

/// One service's process and its ports. Killed when dropped.
#[derive(Debug)]
pub struct Program {
    name: &'static str,
    binary: PathBuf,
    environment: Vec<(String, String)>,
    log: PathBuf,
    grpc: u16,
    admin: u16,
    child: Option<Child>,
}

impl Program {
    pub(super) fn new(name: &'static str, ground: &Ground) -> anyhow::Result<Self> {
        let (grpc, admin) = (testkit::free_port()?, testkit::free_port()?);
        let log = ground.folder.join(format!("{name}.log"));
        let environment = environment(name, ground, grpc, admin);
        Ok(Self { name, binary: binary(name)?, environment, log, grpc, admin, child: None })
    }

    /// Where callers connect.
    pub fn url(&self) -> String {
        format!("https://localhost:{}", self.grpc)
    }

    /// The gRPC port.
    pub fn grpc_port(&self) -> u16 {
        self.grpc
    }

    /// The admin port.
    pub fn admin_port(&self) -> u16 {
        self.admin
    }

    /// Everything that it has logged.
    pub fn log(&self) -> anyhow::Result<String> {
        Ok(std::fs::read_to_string(&self.log)?)
    }

    /// Sets a setting of the next start, for example `SHENGUAN__TELEMETRY__FILTER`.
    pub fn set(&mut self, key: &str, value: &str) {
        self.environment.push((key.to_owned(), value.to_owned()));
    }

    /// Runs the migrations as the owner.
    pub async fn migrate(&self) -> anyhow::Result<()> {
        let output = tokio::process::Command::from(self.command("migrate")).output().await?;
        let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
        ensure!(output.status.success(), "{} migrate: {complaint}", self.name);
        Ok(())
    }

    /// Starts the process.
    pub fn start(&mut self) -> anyhow::Result<()> {
        let log = File::options().create(true).append(true).open(&self.log)?;
        let mut command = self.command("serve");
        command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        self.child =
            Some(command.spawn().with_context(|| format!("{} does not start", self.binary.display()))?);
        Ok(())
    }

    /// Waits until it is ready for callers.
    pub async fn ready(&mut self) -> anyhow::Result<()> {
        let (name, admin) = (self.name, self.admin);
        until(&format!("{name} to be ready"), async || {
            if let Some(status) = self.child.as_mut().and_then(|child| child.try_wait().transpose()) {
                bail!("{name} has ended: {}; {}", status?, self.log()?.lines().last().unwrap_or_default());
            }
            let (status, body) = probe::get(admin, "/readyz").await?;
            ensure!(status.contains(" 200 "), "{name}: {body}");
            Ok(Some(()))
        })
        .await
    }

    /// Memory that it holds, in MiB.
    pub fn memory(&self) -> anyhow::Result<f64> {
        let child = self.child.as_ref().context("it does not run")?;
        let status = std::fs::read_to_string(format!("/proc/{}/status", child.id()))?;
        let held = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
        let kibibytes: f64 = held.trim().trim_end_matches("kB").trim().parse()?;
        Ok(kibibytes / 1024.0)
    }

    /// The metrics as text.
    pub async fn metrics(&self) -> anyhow::Result<String> {
        Ok(probe::get(self.admin, "/metrics").await?.1)
    }

    /// Kills it as `kill -9` does.
    pub fn kill(&mut self) -> anyhow::Result<()> {
        if let Some(mut child) = self.child.take() {
            child.kill()?;
            child.wait()?;
        }
        Ok(())
    }

    /// Tells it to end (SIGTERM) and waits until it has.
    pub async fn end(&mut self) -> anyhow::Result<ExitStatus> {
        let child = self.child.as_ref().context("it does not run")?;
        self.signal(child.id(), "TERM")?;
        self.ended().await
    }

    /// Waits until it has ended, by itself or because it was told to.
    pub async fn ended(&mut self) -> anyhow::Result<ExitStatus> {
        let mut child = self.child.take().context("it does not run")?;
        until(&format!("{} to end", self.name), async || Ok(child.try_wait()?)).await
    }

    /// Stops it in its tracks (SIGSTOP), or lets it go on (SIGCONT).
    pub fn pause(&self, paused: bool) -> anyhow::Result<()> {
        let child = self.child.as_ref().context("it does not run")?;
        self.signal(child.id(), if paused { "STOP" } else { "CONT" })
    }

    fn signal(&self, process: u32, signal: &str) -> anyhow::Result<()> {
        let status = Command::new("kill").arg(format!("-{signal}")).arg(process.to_string()).status()?;
        ensure!(status.success(), "{} cannot be told {signal}", self.name);
        Ok(())
    }

    fn command(&self, verb: &str) -> Command {
        let mut command = Command::new(&self.binary);
        command.arg(verb).envs(self.environment.iter().map(|(key, value)| (key, value)));
        command
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It is going anyway; what can be done was tried.
        let _ = self.kill();
    }
}

fn environment(name: &str, ground: &Ground, grpc: u16, admin: u16) -> Vec<(String, String)> {
    let place = match name {
        "approval" => 0,
        "supervision" => 1,
        "notification" => 2,
        _ => 3,
    };
    let url = |role: &str| {
        let (postgres, database) = (&ground.postgres, &ground.databases[place]);
        format!("postgres://{name}_{role}@{}:{}/{database}", postgres.get_host(), postgres.get_port())
    };
    let certificates = ground.certificates();
    let file = |path: &str| certificates.join(path).display().to_string();
    let mut settings = vec![
        ("ENVIRONMENT", "development".to_owned()),
        ("COUNTY__CODE", ground.county.clone()),
        ("GRPC__LISTEN", format!("127.0.0.1:{grpc}")),
        // Of fifty claims of one unit at once each is to be answered.
        ("GRPC__LIMITS__CALLS_AT_ONCE_PER_UNIT", "64".to_owned()),
        ("GRPC__TLS__CERTIFICATE", file(&format!("services/{name}.pem"))),
        ("GRPC__TLS__KEY", file(&format!("services/{name}.key"))),
        ("GRPC__TLS__CLIENT_CA", file("ca.pem")),
        ("ADMIN__LISTEN", format!("127.0.0.1:{admin}")),
        ("CLOCK__FOLLOW", ground.clock().display().to_string()),
        ("DATABASE__RPC_URL", url("rpc")),
        ("DATABASE__SYSTEM_URL", url("system")),
        ("DATABASE__OWNER_URL", url("owner")),
        ("NATS__URL", ground.nats.clone()),
        // The broker reserves it for each of the many stages of a run.
        ("NATS__STREAM_BYTES", (16 << 20).to_string()),
        ("KEYS__AT_REST", file(&format!("keys/at-rest/{name}"))),
        ("KEYS__TRANSPORT", file("keys/transport")),
        ("KEYS__INDEX", file(&format!("keys/index/{name}.key"))),
    ];
    if name == "approval" {
        settings.push(("APPROVAL__SEED__PINS", file("keys.tsv")));
    }
    if name == "meeting" {
        let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.tools/fonts");
        settings.push(("MEETING__PRESS__FONTS", fonts.display().to_string()));
    }
    if name == "notification" {
        // Receivers of a stage listen on this machine.
        settings.push(("NOTIFICATION__SENDING__WALLS__LOOPBACK", "true".to_owned()));
        settings.extend(ground.mail.into_iter().flat_map(mail));
    } else {
        settings.push(("PEERS__NOTIFICATION", ground.has_notification().to_string()));
    }
    settings.push(("PEERS__MEETING", ground.has_meeting().to_string()));
    settings.into_iter().map(|(key, value)| (format!("SHENGUAN__{key}"), value)).collect()
}

/// A mail server of the testkit, at this port.
fn mail(port: u16) -> [(&'static str, String); 6] {
    [
        ("NOTIFICATION__SENDING__MAIL__HOST", "localhost".to_owned()),
        ("NOTIFICATION__SENDING__MAIL__PORT", port.to_string()),
        ("NOTIFICATION__SENDING__MAIL__SECURITY", "plain".to_owned()),
        ("NOTIFICATION__SENDING__MAIL__USER", "notice".to_owned()),
        ("NOTIFICATION__SENDING__MAIL__PASSWORD", "s3cret".to_owned()),
        ("NOTIFICATION__SENDING__MAIL__FROM", "审管联动平台 <notice@example.gov.cn>".to_owned()),
    ]
}

/// A program of this workspace: beside this one, or one above where this is a test.
pub fn binary(name: &str) -> anyhow::Result<PathBuf> {
    let this = std::env::current_exe()?;
    let folders = this.ancestors().skip(1).take(2);
    let found = folders.map(|folder| folder.join(name)).find(|binary| binary.is_file());
    found.with_context(|| format!("{name} is not built; run `./just test` or `./just demo`"))
}
