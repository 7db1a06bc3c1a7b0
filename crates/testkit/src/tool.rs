//! Where the servers' programs are: installed by `./just tools`, or named by the machine.

use std::{
    env,
    ffi::OsString,
    path::{Path, PathBuf},
};

use anyhow::ensure;

/// A program of PostgreSQL, for example `initdb`: in `SHENGUAN_POSTGRES_BIN`, else where `./just tools` put it.
pub fn postgres(program: &str) -> anyhow::Result<PathBuf> {
    let folder = variable("SHENGUAN_POSTGRES_BIN").map_or_else(|| installed("postgres"), PathBuf::from);
    existing(folder.join(program))
}

/// `nats-server`: the file `SHENGUAN_NATS_SERVER`, else where `./just tools` put it.
pub(crate) fn nats_server() -> anyhow::Result<PathBuf> {
    existing(variable("SHENGUAN_NATS_SERVER").map_or_else(|| installed("nats-server"), PathBuf::from))
}

/// An environment variable that is set and not empty.
#[expect(clippy::disallowed_methods, reason = "the test run's servers are no setting of a service")]
pub(crate) fn variable(name: &str) -> Option<OsString> {
    env::var_os(name).filter(|value| !value.is_empty())
}

fn installed(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.tools/servers").join(name)
}

fn existing(path: PathBuf) -> anyhow::Result<PathBuf> {
    ensure!(path.exists(), "{} is missing: run `./just tools`", path.display());
    Ok(path)
}
