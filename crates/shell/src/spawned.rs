//! Running a call so that a caller who goes away cancels nothing half done.

use std::future::Future;

use proto::Rpc;
use tonic::{Request, Response, Status};
use tracing::Instrument;

use crate::{Caller, Doors, Error, audit, status::blamed};

/// What comes back from a call with the request `Q`.
pub type Reply<Q> = Result<Response<<Q as Rpc>::Answer>, Status>;

/// Runs a call in a task of its own, so that a caller who goes away cancels nothing half done (sqlx 0.9 loses writes
/// otherwise: launchbadge/sqlx#4393); records a refusal in the audit trail; gives the gRPC answer.
pub async fn spawned<T: Send + 'static>(
    doors: &Doors,
    caller: &Caller,
    rpc: &'static str,
    work: impl Future<Output = Result<T, Error>> + Send + 'static,
) -> Result<Response<T>, Status> {
    let (doors, caller) = (doors.clone(), caller.clone());
    let call = async move {
        match database::bounded(work).await {
            Ok(answer) => Ok(Response::new(answer)),
            Err(error) => Err(refused(&doors, &caller, rpc, error).await),
        }
    };
    match tokio::spawn(call.in_current_span()).await {
        Ok(answer) => answer,
        // The panic hook has told where.
        Err(_) => Err(Error::Fault(format!("{rpc} panicked")).into()),
    }
}

/// Runs a handler as the caller of `request`, in a task of its own: for streams, and for reads that outlast their
/// transaction.
pub async fn call<Question, Answer, Work>(
    doors: &Doors,
    rpc: &'static str,
    request: Request<Question>,
    handler: impl FnOnce(Caller, Question) -> Work,
) -> Result<Response<Answer>, Status>
where
    Answer: Send + 'static,
    Work: Future<Output = Result<Answer, Error>> + Send + 'static,
{
    let caller = Caller::of(&request)?;
    // A request may be large, and its future several times as large.
    let work = Box::pin(handler(caller.clone(), request.into_inner()));
    spawned(doors, &caller, rpc, work).await
}

/// The status of an error; a refusal is recorded in the audit trail first. For streams that fail after their answer began.
pub async fn refused(doors: &Doors, caller: &Caller, rpc: &'static str, error: Error) -> Status {
    let error = blamed(error);
    if let Error::Refused(refusal) = &error {
        tracing::warn!(rpc, unit = %caller.unit, reason = refusal.reason, "refused");
        record(audit::refused(doors, caller, rpc, refusal)).await;
    }
    Status::from(error)
}

/// Waits for a refusal's audit row. Where the row cannot be written the answer stays no, and the fault is logged.
pub(crate) async fn record(row: impl Future<Output = Result<(), Error>>) {
    if let Err(error) = database::bounded(row).await {
        metrics::counter!("shenguan_audit_rows_lost_total").increment(1);
        tracing::error!(%error, "a refusal could not be recorded");
    }
}
