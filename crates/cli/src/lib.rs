//! The command line of the platform, and the client code that tests and demonstrations share with it.
//!
//! - [`client`]: a connection over mTLS that names the acting official;
//! - [`import`]: one publicity file through `ImportDecisions`;
//! - [`run`]: a whole command line, as `main` calls it.

mod arguments;
mod choices;
pub mod client;
mod commands;
mod confirmation;
mod failure;
mod follow;
pub mod import;
mod output;
mod pages;
mod session;
mod target;
mod words;

pub use arguments::run;
