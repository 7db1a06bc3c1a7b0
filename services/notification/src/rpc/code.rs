//! The code that a receiver repeats.

use shell::Error;

use crate::channels::random_bytes;

/// Six digits that nobody can guess.
pub(super) fn fresh_code() -> Result<String, Error> {
    let bytes: [u8; 8] =
        random_bytes().ok_or_else(|| Error::Fault("the machine has no randomness to give".to_owned()))?;
    Ok(format!("{:06}", u64::from_be_bytes(bytes) % 1_000_000))
}
