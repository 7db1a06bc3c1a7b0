//! SQL of the schema `exchange`, one file an aggregate. Every read names the unit: row-level security is the second wall.

pub mod change;
pub mod delivery;
pub mod push;
pub mod returns;
