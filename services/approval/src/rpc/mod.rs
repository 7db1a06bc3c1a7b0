//! What callers ask of approval: a folder for each service of the protocol, a file for each RPC. Each parses, calls an operation or
//! reads, and replies.

mod calendar;
mod catalogue;
mod decision;
mod directory;
mod fields;
