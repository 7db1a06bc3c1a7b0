//! Bytes that nobody can guess, for keys and nonces; a machine without randomness gets none.

use ring::rand::{SecureRandom, SystemRandom};

/// None if the machine has no randomness to give.
pub(crate) fn bytes<const N: usize>() -> Option<[u8; N]> {
    let mut bytes = [0; N];
    SystemRandom::new().fill(&mut bytes).ok()?;
    Some(bytes)
}
