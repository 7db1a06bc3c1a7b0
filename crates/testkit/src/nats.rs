//! A private NATS server, which tests may kill, pause and wipe.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use anyhow::Context;

use crate::{port, server::Server, tool};

/// NATS with JetStream on a port of its own. Stops when dropped.
#[derive(Debug)]
pub struct Nats {
    folder: PathBuf,
    settings: PathBuf,
    port: u16,
    server: Option<Server>,
}

impl Nats {
    /// Starts a server whose store is in `folder`, on `port` or a free one.
    pub fn start(folder: &Path, port: Option<u16>) -> anyhow::Result<Self> {
        fs::create_dir_all(folder)?;
        let port = port.map_or_else(port::free, Ok)?;
        let settings = folder.join("nats.conf");
        let store = folder.canonicalize()?.join("store");
        fs::write(
            &settings,
            format!(
                "host: 127.0.0.1\nport: {port}\nmax_payload: 1MB\njetstream {{ store_dir: \"{}\" }}\n",
                store.display()
            ),
        )?;
        Self::start_as(&settings, port)
    }

    /// Starts a server by a settings file, which makes it listen on `port` of 127.0.0.1 and keep its store in `store`
    /// beside the file.
    pub fn start_as(settings: &Path, port: u16) -> anyhow::Result<Self> {
        let settings = settings.canonicalize()?;
        let folder = settings.parent().context("a file stands in a folder")?.to_owned();
        let mut nats = Self { folder, settings, port, server: None };
        nats.restart()?;
        Ok(nats)
    }

    /// Where clients connect.
    pub fn url(&self) -> String {
        format!("nats://127.0.0.1:{}", self.port)
    }

    /// Folder of the store: everything that the broker keeps.
    pub fn store(&self) -> PathBuf {
        self.folder.join("store")
    }

    /// Stops the server in good order.
    pub fn stop(&mut self) {
        self.server = None;
    }

    /// Kills the server as `kill -9` does.
    pub fn kill(&mut self) -> io::Result<()> {
        self.server.take().map_or(Ok(()), Server::kill)
    }

    /// Forgets every stream, consumer and message. The server is killed if it runs.
    pub fn wipe(&mut self) -> io::Result<()> {
        self.kill()?;
        match fs::remove_dir_all(self.store()) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Starts the server again on the same port; stops it first if it runs.
    pub fn restart(&mut self) -> anyhow::Result<()> {
        self.stop();
        let program = tool::nats_server()?;
        let settings = self.settings.to_string_lossy();
        let command = [&*program.to_string_lossy(), "--config", &*settings];
        self.server =
            Some(Server::start(&command, "TERM", "Server is ready", &self.folder.join("nats.log"))?);
        Ok(())
    }

    /// Stops the process in its tracks: connections stay open and nothing answers.
    pub fn pause(&mut self) -> io::Result<()> {
        self.running()?.pause()
    }

    /// Lets a paused process go on.
    pub fn resume(&mut self) -> io::Result<()> {
        self.running()?.signal("CONT")?;
        Ok(())
    }

    fn running(&mut self) -> io::Result<&mut Server> {
        self.server.as_mut().ok_or_else(|| io::ErrorKind::NotConnected.into())
    }
}
