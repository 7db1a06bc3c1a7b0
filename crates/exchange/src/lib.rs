#![doc = include_str!("../README.md")]

mod exchange;
mod host;
mod incoming;
mod keys;
pub mod model;
pub mod operations;
mod policy;
mod rpc;
pub mod rules;
pub mod store;
pub mod sweeps;
#[cfg(test)]
mod tests;
mod wire;

pub use crate::{
    exchange::Exchange,
    host::{Arrival, Completed, Happening, Host},
    keys::Keys,
    policy::POLICY,
    wire::mask_personal,
};

/// This crate's tables, in the schema `exchange`.
pub static MIGRATOR: sqlx::migrate::Migrator = sqlx::migrate!();
