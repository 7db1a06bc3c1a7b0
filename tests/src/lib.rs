//! The whole platform on one machine: for scenarios, faults, clients in other languages, and the demonstrations.

pub mod bench;
pub mod demo;
pub mod stage;
