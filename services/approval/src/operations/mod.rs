//! What approval does, one file an operation, inside the caller's transaction.

mod check_rows;
mod close_day;
mod complete_decision;
mod decide;
mod duplicate;
mod explain_route;
mod grounds;
mod import_rows;
mod load_calendar_year;
mod pin_certificate_key;
mod publish_responsibility_map;
mod record_context;
mod record_decision;
mod reopen_day;
mod resolve_decision;
mod revoke_certificate_key;
mod save_item;
mod save_official;
mod save_unit;
pub(crate) mod seed;
mod standings;
mod version;

pub(crate) use check_rows::{Foreseen, check_rows};
pub(crate) use close_day::close_day;
pub(crate) use complete_decision::complete_decision;
pub(crate) use explain_route::{Licence, Route, explain_route};
pub(crate) use grounds::{Grounds, KnownGrounds};
pub(crate) use import_rows::{RowOutcome, Slice, Verdict, import_rows};
pub(crate) use load_calendar_year::load_calendar_year;
pub(crate) use pin_certificate_key::pin_certificate_key;
pub(crate) use publish_responsibility_map::{MapDraft, publish_responsibility_map};
pub(crate) use record_context::{Draft, RecordContext};
pub(crate) use record_decision::{Recorded, record_decision};
pub(crate) use reopen_day::reopen_day;
pub(crate) use resolve_decision::resolve_decision;
pub(crate) use revoke_certificate_key::revoke_certificate_key;
pub(crate) use save_item::save_item;
pub(crate) use save_official::save_official;
pub(crate) use save_unit::save_unit;

use standings::standings;
use version::next_version;
