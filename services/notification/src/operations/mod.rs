//! What is done inside one transaction.

mod enter_ledger;
mod note_ended;
mod note_opened;
mod note_redated;
mod remark_on_lateness;

use enter_ledger::enter_ledger;
pub(crate) use note_ended::note_ended;
pub(crate) use note_opened::note_opened;
pub(crate) use note_redated::note_redated;
pub(crate) use remark_on_lateness::remark_on_lateness;
