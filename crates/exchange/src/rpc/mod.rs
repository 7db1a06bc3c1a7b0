//! The exchange's RPCs: a folder for each service of the protocol, a file for each RPC — parse, call the operation, reply.

mod delivery;
mod filter;
mod push;
