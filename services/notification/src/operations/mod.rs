//! What is done inside one transaction.

mod enter_ledger;
mod mark_notices_read;
mod note_ended;
mod note_opened;
mod note_redated;
mod remark_on_lateness;
mod remind;

use enter_ledger::enter_ledger;
pub(crate) use mark_notices_read::mark_notices_read;
pub(crate) use note_ended::note_ended;
pub(crate) use note_opened::note_opened;
pub(crate) use note_redated::note_redated;
pub(crate) use remark_on_lateness::remark_on_lateness;
pub(crate) use remind::{Reminding, remind};
