//! Personal data at rest and on the way: sealed, masked, found by keyed hash.
//!
//! Sealing is AES-256-GCM of `ring`, each artefact naming its algorithm and key. Two keys may live at a time: the newest
//! seals, all open. Certified commercial cryptography (密评) is another algorithm of the same artefact; it is not here.

mod artefact;
mod cleared;
mod error;
mod files;
pub mod free_text;
pub mod identity_number;
mod index;
mod keyring;
pub mod mask;

pub use cleared::Cleared;
pub use error::{KeyError, SealError};
pub use index::Index;
pub use keyring::Keyring;
