//! What came out of a seal.

use std::fmt;

use zeroize::Zeroizing;

/// Opened personal data: cannot be printed, is wiped from memory when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Cleared(Zeroizing<Vec<u8>>);

impl Cleared {
    pub(crate) fn new(bytes: Vec<u8>) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The data in clear. Whoever calls this for a reader records the reveal.
    pub fn expose(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Cleared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Cleared(..)")
    }
}
