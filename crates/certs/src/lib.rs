//! A development CA, and certificates and keys for services and units.

mod authority;
mod development;
mod file;
mod fingerprint;
mod sealing_key;

pub use authority::{Authority, Issued, Validity};
pub use development::{Pin, write_development};
pub use fingerprint::fingerprint;
