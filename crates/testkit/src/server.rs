//! A server process that never outlives this one.

use std::{
    fs::{self, File},
    io::{self, BufRead, BufReader, Write},
    os::unix::process::CommandExt,
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    thread,
};

use anyhow::{Context, bail};

/// Runs the server beside a reader of signal names. When our end of its input closes, also because we were killed, it
/// tells the server to stop; so nothing is left behind, whatever happens to us.
const SUPERVISOR: &str = r#"
exec 3<&0
stop=$1; shift
"$@" 3<&- </dev/null >&2 &
server=$!
{ while read -r signal; do kill -s "$signal" $server; echo $server; done
  kill -s CONT $server; kill -s "$stop" $server; } <&3 2>/dev/null &
reader=$!
exec >&- 2>&-
wait $server
code=$?
kill $reader
exit $code
"#;

/// A running server.
#[derive(Debug)]
pub(crate) struct Server {
    supervisor: Child,
    signals: Option<ChildStdin>,
    sent: BufReader<ChildStdout>,
}

impl Server {
    /// Starts `command`, waits until it logs `ready`, and keeps its log in `log`. `stop` is the signal that ends it in
    /// good order.
    pub(crate) fn start(command: &[&str], stop: &str, ready: &str, log: &Path) -> anyhow::Result<Self> {
        let mut supervisor = Command::new("sh")
            .args(["-c", SUPERVISOR, "supervisor", stop])
            .args(command)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            // Out of reach of Ctrl-C: the server ends after those who use it.
            .process_group(0)
            .spawn()?;
        let output = supervisor.stderr.take().context("no log")?;
        let sent = BufReader::new(supervisor.stdout.take().context("no answers")?);
        let server = Self { signals: supervisor.stdin.take(), supervisor, sent };
        let log = File::options().create(true).append(true).open(log)?;
        wait_until_ready(BufReader::new(output), ready, log)?;
        Ok(server)
    }

    /// Sends a signal, for example `CONT`, and returns the process's id once it is sent.
    pub(crate) fn signal(&mut self, name: &str) -> io::Result<String> {
        let signals = self.signals.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
        writeln!(signals, "{name}")?;
        let mut id = String::new();
        self.sent.read_line(&mut id)?;
        Ok(id.trim().to_owned())
    }

    /// Stops it in its tracks and waits until every thread of it stands still.
    pub(crate) fn pause(&mut self) -> io::Result<()> {
        let id = self.signal("STOP")?;
        while !stands_still(&id)? {
            thread::yield_now();
        }
        Ok(())
    }

    /// Kills it as `kill -9` does, and waits until it is gone.
    pub(crate) fn kill(mut self) -> io::Result<()> {
        self.signal("KILL")?;
        self.supervisor.wait()?;
        Ok(())
    }
}

impl Drop for Server {
    /// Ends it in good order and waits until it is gone.
    fn drop(&mut self) {
        drop(self.signals.take());
        let _ = self.supervisor.wait();
    }
}

/// Where the system does not tell, it is taken to stand still.
fn stands_still(process: &str) -> io::Result<bool> {
    let Ok(threads) = fs::read_dir(format!("/proc/{process}/task")) else { return Ok(true) };
    for thread in threads {
        let status = fs::read_to_string(thread?.path().join("stat"))?;
        // The state follows the name, which stands in parentheses and may hold any character.
        if !status.rsplit_once(") ").is_some_and(|(_, state)| state.starts_with('T')) {
            return Ok(false);
        }
    }
    Ok(true)
}

fn wait_until_ready(
    mut output: impl BufRead + Send + 'static,
    ready: &str,
    mut log: File,
) -> anyhow::Result<()> {
    let mut seen = String::new();
    loop {
        let start = seen.len();
        if output.read_line(&mut seen)? == 0 {
            bail!("the server did not start:\n{seen}");
        }
        log.write_all(&seen.as_bytes()[start..])?;
        if seen[start..].contains(ready) {
            break;
        }
    }
    thread::spawn(move || io::copy(&mut output, &mut log));
    Ok(())
}
