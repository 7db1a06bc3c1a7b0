//! `with-servers [--durable] -- CMD…`: runs a command with PostgreSQL and NATS of its own, named by two environment variables.
//! Ends with the command's code, after the servers have stopped and their data are removed; also after Ctrl-C.

use std::{
    env,
    os::unix::process::ExitStatusExt,
    process::{self, ExitCode, ExitStatus},
    time::Duration,
};

use anyhow::Context;
use testkit::{Folder, NATS_VARIABLE, Nats, POSTGRES_VARIABLE, Postgres};
use tokio::{
    process::{Child, Command},
    signal::unix::{Signal, SignalKind, signal},
    time::timeout,
};

/// Ctrl-C reaches the command as well: this long it may take to end by itself before it is told to.
const PATIENCE: Duration = Duration::from_secs(2);

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<ExitCode> {
    let mut words: Vec<String> = env::args().skip(1).collect();
    let durable = words.first().is_some_and(|word| word == "--durable");
    words.drain(..usize::from(durable));
    let words: Vec<String> = words.into_iter().skip_while(|word| word == "--").collect();
    let (program, arguments) = words.split_first().context("usage: with-servers -- COMMAND…")?;

    // From here on, a signal ends the command, not us.
    let mut signals =
        Signals { interrupt: signal(SignalKind::interrupt())?, terminate: signal(SignalKind::terminate())? };
    let folder = Folder::create()?;
    let data = folder.path().join("postgres");
    let postgres = if durable { Postgres::start_durable(&data)? } else { Postgres::start(&data)? };
    let nats = Nats::start(&folder.path().join("nats"), None)?;
    let mut command = Command::new(program)
        .args(arguments)
        .env(POSTGRES_VARIABLE, postgres.url())
        .env(NATS_VARIABLE, nats.url())
        .kill_on_drop(true)
        .spawn()
        .with_context(|| format!("cannot run {program}"))?;
    let status = signals.wait_for(&mut command).await?;
    Ok(code(status))
}

struct Signals {
    interrupt: Signal,
    terminate: Signal,
}

impl Signals {
    /// Waits until the command ends; a signal to us ends it sooner, and a second one at once.
    async fn wait_for(&mut self, command: &mut Child) -> anyhow::Result<ExitStatus> {
        tokio::select! {
            status = command.wait() => return Ok(status?),
            _ = self.interrupt.recv() => if let Ok(status) = timeout(PATIENCE, command.wait()).await {
                return Ok(status?);
            },
            _ = self.terminate.recv() => {}
        }
        if let Some(id) = command.id() {
            // Without unsafe code the standard library only kills.
            process::Command::new("sh").args(["-c", "kill -s TERM $0", &id.to_string()]).status()?;
        }
        tokio::select! {
            status = command.wait() => return Ok(status?),
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
        command.kill().await?;
        Ok(command.wait().await?)
    }
}

/// As a shell tells it: 128 and the signal for a command that a signal ended.
fn code(status: ExitStatus) -> ExitCode {
    let code = status.code().unwrap_or_else(|| 128 + status.signal().unwrap_or_default());
    u8::try_from(code).map_or(ExitCode::FAILURE, ExitCode::from)
}
