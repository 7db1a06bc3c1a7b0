//! A paper's number is the next of its unit, word and year: none is left out, none is given twice.
//!
//! The table lies in the schema `numbers` of each service that issues papers. Which of them are numbered for the whole county,
//! and who may take such a number, is a policy in the migrations of the service.

mod next_number;
mod paper_number;

pub use next_number::next_number;
pub use paper_number::{PaperNumber, Series};

/// This crate's tables, in the schema `numbers`.
pub static MIGRATOR: sqlx::migrate::Migrator = sqlx::migrate!();
