//! What can go wrong with keys and with what they seal. Never holds what was sealed.

use std::{io, path::PathBuf};

/// Why something was not sealed or not opened.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum SealError {
    /// Not an artefact of [`crate::Keyring::seal`], or cut short.
    #[error("not a sealed artefact")]
    Shape,
    /// Sealed in a way that this version does not know.
    #[error("sealed with the unknown algorithm {0}")]
    Algorithm(u8),
    /// Sealed with a key that is not in the ring, for example one that was retired too early.
    #[error("sealed with the key {0}, which is not in the ring")]
    UnknownKey(String),
    /// Changed since it was sealed, bound to another record, or sealed with another key of the same id.
    #[error("the seal is broken, or belongs to another record")]
    Broken,
    /// The machine gave no random numbers.
    #[error("no random numbers")]
    Random,
}

/// Why keys were not loaded.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The folder or a file cannot be read.
    #[error("cannot read {}", path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file that is no key.
    #[error("{} must hold 32 bytes in base64", path.display())]
    NotAKey {
        /// Which.
        path: PathBuf,
    },
    /// A key whose id cannot be one.
    #[error("a key id has 1 to 64 ASCII letters, digits, '-', '_' or '.': {0:?}")]
    BadId(String),
    /// A ring without a key.
    #[error("no <key-id>.key in {}", path.display())]
    Empty {
        /// The folder.
        path: PathBuf,
    },
}
