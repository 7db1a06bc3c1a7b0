//! What can be done with pushes and deliveries: one operation, one file. Each runs inside its caller's transaction and
//! may stand behind several doors; slices only where many come at once.

mod claim;
mod complete;
mod duties;
mod give_back;
mod learn;
mod push;
mod read;
mod receive;
mod receive_completion;
mod record_receipts;
mod trace;

pub use claim::{ClaimAsked, claim};
pub use complete::{Completion, complete};
pub(crate) use duties::deadline as claim_deadline;
pub(crate) use give_back::give_back;
pub(crate) use learn::{News, What, learn};
pub use push::{Sending, push};
pub use read::read;
pub(crate) use receive::receive;
pub(crate) use receive_completion::receive_completion;
pub(crate) use record_receipts::record_receipts;
