//! What callers ask of approval: one file an RPC. Each parses, calls an operation or reads, and replies.

mod calendar;
mod catalogue;
mod decision_wire;
mod decisions;
mod directory;
mod fields;
mod item_wire;
mod map_wire;

mod close_day;
mod complete_decision;
mod explain_date;
mod explain_route;
mod get_decision;
mod get_item;
mod get_responsibility_map;
mod import_decisions;
mod list_calendar_years;
mod list_certificate_keys;
mod list_closures;
mod list_decisions;
mod list_items;
mod list_officials;
mod list_units;
mod load_calendar_year;
mod pin_certificate_key;
mod publish_responsibility_map;
mod record_decision;
mod reopen_day;
mod resolve_decision;
mod revoke_certificate_key;
mod save_item;
mod save_official;
mod save_unit;

use std::sync::Arc;

use shell::{Attempt, Caller, Error};
use tonic::{Request, Response, Status};

use crate::App;

pub(crate) use calendar::Calendar;
pub(crate) use catalogue::Catalogue;
pub(crate) use decisions::Decisions;
pub(crate) use directory::Directory;

/// An answer on its way to the caller.
type Answer<T> = Result<Response<T>, Status>;

/// Runs a handler as its caller, in a task of its own.
async fn call<Question, Reply, Work>(
    app: &Arc<App>,
    rpc: &'static str,
    request: Request<Question>,
    handler: impl FnOnce(Arc<App>, Caller, Question) -> Work,
) -> Answer<Reply>
where
    Reply: Send + 'static,
    Work: Future<Output = Result<Reply, Error>> + Send + 'static,
{
    let app = Arc::clone(app);
    shell::call(Arc::clone(&app).doors(), rpc, request, |caller, question| handler(app, caller, question))
        .await
}

/// One attempt to write, of which `body` is the encoded request.
fn attempt<'a>(rpc: &'static str, request_id: &'a str, validate_only: bool, body: &'a [u8]) -> Attempt<'a> {
    Attempt { rpc, request_id, validate_only, body }
}
