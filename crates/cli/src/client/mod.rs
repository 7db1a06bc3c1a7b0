//! How a program calls the services.

mod connection;
mod handshake;
mod official;
mod request;

pub use connection::Connection;
pub use handshake::refused_certificate;
pub use official::{ActingOfficial, Calls};
pub use request::request;
