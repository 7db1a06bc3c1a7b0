//! A real mail server (aiosmtpd) as a process of its own, which keeps what it takes.
//!
//! Its users are `notice` with the password `s3cret`. To `busy@`, `nobody@` and `policy@` it gives the refusals that servers give.

use std::{
    path::{Path, PathBuf},
    process::Stdio,
};

use anyhow::Context;
use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt, BufReader, Lines},
    process::{Child, ChildStdout, Command},
};

/// A mail server at a port of this machine, for as long as it lives.
pub struct MailServer {
    /// Where it listens.
    pub port: u16,
    lines: Lines<BufReader<ChildStdout>>,
    process: Child,
}

impl MailServer {
    /// Without TLS.
    pub async fn plain() -> anyhow::Result<Self> {
        Self::plain_at(0).await
    }

    /// Without TLS, at a port of choice: where one was that is gone, and comes back.
    pub async fn plain_at(port: u16) -> anyhow::Result<Self> {
        Self::start("plain", port, None).await
    }

    /// With TLS after STARTTLS; files of a certificate and its key (PEM).
    pub async fn starttls(certificate: &Path, key: &Path) -> anyhow::Result<Self> {
        Self::start("starttls", 0, Some([certificate, key])).await
    }

    /// With TLS from the first byte; files of a certificate and its key (PEM).
    pub async fn tls(certificate: &Path, key: &Path) -> anyhow::Result<Self> {
        Self::start("tls", 0, Some([certificate, key])).await
    }

    async fn start(mode: &str, port: u16, files: Option<[&Path; 2]>) -> anyhow::Result<Self> {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let installed = here.join("../../.tools/venv/bin/python");
        let python = if installed.is_file() { installed } else { PathBuf::from("python3") };
        let mut process = Command::new(python)
            .args(["-W", "ignore"])
            .arg(here.join("src/mail_server.py"))
            .arg(mode)
            .arg(port.to_string())
            .args(files.into_iter().flatten())
            // It ends when our end of its input closes, also because we were killed.
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            // Out of reach of Ctrl-C: it ends after those who use it.
            .process_group(0)
            .spawn()
            .context("python is missing: run `./just tools`")?;
        let out = process.stdout.take().context("its output was not kept")?;
        let mut lines = BufReader::new(out).lines();
        let port = next(&mut lines).await?["port"].as_u64().and_then(|port| port.try_into().ok());
        Ok(Self { port: port.context("the mail server says no port")?, lines, process })
    }

    /// Kills it, and waits until it is gone.
    pub async fn stop(mut self) -> anyhow::Result<()> {
        Ok(self.process.kill().await?)
    }

    /// Waits for the next letter: `from`, `to`, `headers`, `text`, `html`, and whether it came over `tls`.
    pub async fn taken(&mut self) -> anyhow::Result<Value> {
        next(&mut self.lines).await
    }
}

async fn next(lines: &mut Lines<BufReader<ChildStdout>>) -> anyhow::Result<Value> {
    let line = lines.next_line().await?.context("the mail server has ended")?;
    Ok(serde_json::from_str(&line)?)
}
