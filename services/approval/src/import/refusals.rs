//! Why a file as a whole is refused; what is wrong with one row is that row's violation.

use refusal::{Kind, Refusal};

/// The file as a whole cannot be read.
pub(super) fn unreadable(en: &str, zh: &str) -> Refusal {
    Refusal::new(Kind::Invalid, "FILE_UNREADABLE", en, zh)
}

/// The file holds more than is taken at once.
pub(super) fn too_large(en: &str, zh: &str) -> Refusal {
    Refusal::new(Kind::Invalid, "TOO_LARGE", en, zh)
}
