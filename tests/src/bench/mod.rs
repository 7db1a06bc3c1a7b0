//! Benchmarks: what is measured, each as a ratio within one run.

pub mod fill;
mod ledger;
mod percentiles;

pub use ledger::ledger;
pub use percentiles::Percentiles;
