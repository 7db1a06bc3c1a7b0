//! The command line of the platform.
//!
//! - [`run`]: a whole command line, as `main` calls it;
//! - [`commands()`]: what it understands, for the documents and for tests that try each command.

mod arguments;
mod commands;
mod confirmation;
mod failure;
mod files;
mod follow;
mod output;
mod pages;
mod session;
mod target;
mod typed;

pub use arguments::{commands, run};
