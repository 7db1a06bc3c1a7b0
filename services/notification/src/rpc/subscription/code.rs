//! The code proves that whoever subscribed can read what the receiver is sent.

use ring::rand::{SecureRandom, SystemRandom};
use shell::Error;

/// Six digits that nobody can guess.
pub(super) fn fresh_code() -> Result<String, Error> {
    let mut bytes = [0; 8];
    let filled = SystemRandom::new().fill(&mut bytes);
    filled.map_err(|_| Error::Fault("the machine has no randomness to give".to_owned()))?;
    Ok(format!("{:06}", u64::from_be_bytes(bytes) % 1_000_000))
}
