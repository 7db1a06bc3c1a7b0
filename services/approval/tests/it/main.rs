//! The approval service through its own doors: real PostgreSQL, mTLS and callers. The broker is away, so that what waits
//! for it can be counted.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![expect(clippy::print_stdout, reason = "a service that does not start says why")]

mod harness;

mod calendar;
mod catalogue;
mod directory;
mod seed;
