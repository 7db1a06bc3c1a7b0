//! What must stay true of the source itself, found by reading it: who imports whom, where SQL stands, how long a file is, and
//! that the documents say what the code says.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod crates;
mod documents;
mod events;
mod layers;
mod machine_paths;
mod metrics;
mod paths;
mod reasons;
mod regulation;
mod shape;
mod source;
mod sql;
mod table;
