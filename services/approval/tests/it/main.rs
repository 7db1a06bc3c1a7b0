//! The approval service through its own doors: real PostgreSQL, mTLS and callers. The broker is away, so that what waits
//! for it can be counted.

mod harness;

mod calendar;
mod catalogue;
mod directory;
mod seed;
