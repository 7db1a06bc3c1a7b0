//! The settings of meeting's own section; the others are `shell`'s. Defaults stand in `meeting.toml`.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use workdays::Reading;

use crate::rules::quorum::Quorum;

/// Name of the service, and of its own section.
pub const SERVICE: &str = "meeting";

/// The settings of the service.
pub type Settings = shell::settings::Settings<Service>;

/// The section `[meeting]`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// Fill an empty roster from the list that comes with the program.
    pub seed: bool,
    /// How "one working day before" is read: `ordinary` or `clear_days`.
    pub reading: Reading,
    /// How many of the invited seats have to be taken.
    pub quorum: Quorum,
    /// How minutes are printed.
    pub press: Press,
}

/// The section `[meeting.press]`: how papers are printed.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Press {
    /// The program; empty: `press` beside this one.
    pub program: PathBuf,
    /// A folder of fonts besides those of the system; empty: none.
    pub fonts: PathBuf,
    /// The standing name at the head of minutes (纪要标志).
    pub heading: String,
}

/// Reads the defaults, then `file`, then the environment, and checks what they say.
pub fn load(file: Option<&Path>) -> anyhow::Result<Settings> {
    let settings = Settings::load(SERVICE, include_str!("../meeting.toml"), file)?;
    settings.service.quorum.check()?;
    Ok(settings)
}
