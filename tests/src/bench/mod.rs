//! Benchmarks: what is measured, each as a ratio within one run.

mod figure;
pub mod fill;
mod ledger;
mod meetings;
mod percentiles;
mod pushes;
mod reminders;
mod webhooks;

pub use figure::Figure;
pub use ledger::ledger;
pub use meetings::meetings;
pub use percentiles::Percentiles;
pub use pushes::pushes;
pub use reminders::reminders;
pub use webhooks::webhooks;
