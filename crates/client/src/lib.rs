//! How a program calls the services.
//!
//! - [`Connection`]: who it is, over mTLS; [`Calls`]: a channel that names the acting official;
//! - [`call()`]: one call of any RPC; [`import`]: one publicity file; generated clients take [`Calls`] where a stream is read;
//! - [`Complaint`]: a refusal or a failure in both languages; [`refused_certificate`]: why none came at all;
//! - [`words`]: instants, deadlines and facts in the words of officials. Those of enumerations are in `proto::words`.

mod call;
mod complaint;
mod connection;
mod handshake;
mod hint;
pub mod import;
mod official;
pub mod words;

pub use call::{call, request};
pub use complaint::{Complaint, Field};
pub use connection::Connection;
pub use handshake::refused_certificate;
pub use official::{ActingOfficial, Calls};
