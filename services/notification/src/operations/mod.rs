//! What is done inside one transaction.

mod change_subscription;
mod close_letter;
mod enter_ledger;
mod issue_letter;
mod mark_notices_read;
mod note_ended;
mod note_letters;
mod note_opened;
mod note_redated;
mod recover_subscription;
mod remark_on_lateness;
mod remind;
mod reply_to_letter;
mod resend_dispatch;
mod rotate_signing_key;
mod send_test;
mod settle_dispatch;
mod subscribe;

pub(crate) use change_subscription::{Change, change_subscription};
pub(crate) use close_letter::close_letter;
use enter_ledger::enter_ledger;
pub(crate) use issue_letter::{Draft, Issuing, issue_letter};
pub(crate) use mark_notices_read::mark_notices_read;
pub(crate) use note_ended::note_ended;
pub(crate) use note_letters::{Noting, note_letters};
pub(crate) use note_opened::note_opened;
pub(crate) use note_redated::note_redated;
pub(crate) use recover_subscription::recover_subscription;
pub(crate) use remark_on_lateness::remark_on_lateness;
pub(crate) use remind::{Reminding, remind};
pub(crate) use reply_to_letter::reply_to_letter;
pub(crate) use resend_dispatch::resend_dispatch;
pub(crate) use rotate_signing_key::rotate_signing_key;
pub(crate) use send_test::send_test;
pub(crate) use settle_dispatch::{Attempted, settle_dispatch};
pub(crate) use subscribe::subscribe;
