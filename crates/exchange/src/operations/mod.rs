//! What can be done with pushes and deliveries: one operation, one file. Each runs inside its caller's transaction and
//! may stand behind several doors; slices only where many come at once.

mod apply_remote;
mod claim;
mod complete;
mod duties;
mod push;
mod read;
mod receive;
mod receive_completion;
mod record_receipts;
mod send_back;
mod trace;

pub(crate) use apply_remote::{ChangeKind, RemoteChange, apply_remote};
pub use claim::{ClaimAsked, claim};
pub use complete::{Completion, complete};
pub(crate) use duties::deadline as claim_deadline;
pub use push::{PushContext, push};
pub use read::read;
pub(crate) use receive::receive;
pub(crate) use receive_completion::receive_completion;
pub(crate) use record_receipts::record_receipts;
pub(crate) use send_back::send_back;
