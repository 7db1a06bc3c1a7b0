//! How much and how long a call may be, whoever makes it.

use std::time::Duration;

/// Largest request that a service takes, in bytes: files come in slices.
pub const LARGEST_REQUEST: usize = 1024 * 1024;
/// Largest answer that a service gives, in bytes.
pub const LARGEST_ANSWER: usize = 4 * 1024 * 1024;

/// How long anything may take that a caller could drag out.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// A handshake.
    pub handshake: Duration,
    /// The silence of a connection that has said nothing yet.
    pub first_byte: Duration,
    /// The time until an answer begins, whatever the caller's own deadline. Streams may go on after that.
    pub call: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            handshake: Duration::from_secs(5),
            first_byte: Duration::from_secs(10),
            call: Duration::from_secs(30),
        }
    }
}

/// A generated server with these limits of size.
#[macro_export]
macro_rules! sized {
    ($server:expr) => {
        $server
            .max_decoding_message_size($crate::LARGEST_REQUEST)
            .max_encoding_message_size($crate::LARGEST_ANSWER)
    };
}
pub(crate) use sized;
