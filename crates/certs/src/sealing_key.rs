//! Secret keys that seal personal data, as a development environment makes them for itself.

use std::path::Path;

use anyhow::anyhow;
use base64::{Engine, engine::general_purpose::STANDARD};
use ring::rand::{SecureRandom, SystemRandom};

use crate::file;

/// Writes 32 random bytes in base64, unless the file is there.
pub(crate) fn write_new(path: &Path) -> anyhow::Result<()> {
    if path.exists() {
        return Ok(());
    }
    let mut key = [0; 32];
    SystemRandom::new().fill(&mut key).map_err(|_| anyhow!("the system gives no random bytes"))?;
    file::write_secret(path, &format!("{}\n", STANDARD.encode(key)))
}
