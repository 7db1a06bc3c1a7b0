//! A call runs in a task of its own: a caller who goes away cancels nothing half done.

use std::future::Future;

use proto::{Rpc, words::meeting::SeatRole};
use tonic::{Request, Response, Status};
use tracing::Instrument;

use super::{audit, caller::Caller, error::Error, resources::Resources, status::blamed};

/// What comes back from a call with the request `Q`.
pub type Reply<Q> = Result<Response<<Q as Rpc>::Answer>, Status>;

/// Runs a call to its end, whether its caller waits or not (sqlx 0.9 loses writes otherwise: launchbadge/sqlx#4393); records a
/// refusal in the audit trail. The result is the gRPC answer.
pub async fn spawned<T: Send + 'static>(
    resources: &Resources,
    caller: &Caller,
    rpc: &'static str,
    work: impl Future<Output = Result<T, Error>> + Send + 'static,
) -> Result<Response<T>, Status> {
    let resources = resources.clone();
    let caller = caller.clone();
    let call = async move {
        match database::bounded(work).await {
            Ok(answer) => Ok(Response::new(answer)),
            Err(error) => Err(refused(&resources, &caller, rpc, error).await),
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
    resources: &Resources,
    rpc: &'static str,
    request: Request<Question>,
    handler: impl FnOnce(Caller, Question) -> Work,
) -> Result<Response<Answer>, Status>
where
    Answer: Send + 'static,
    Work: Future<Output = Result<Answer, Error>> + Send + 'static,
{
    let caller = Caller::of(&request)?;
    if let Some(seat) = request.extensions().get::<SeatRole>() {
        // Only a write has a transaction in which the roster can be asked.
        return Err(Error::Fault(format!("{rpc} does not look who holds the seat of {}", seat.name())).into());
    }
    // A request may be large, and its future several times as large.
    let work = Box::pin(handler(caller.clone(), request.into_inner()));
    spawned(resources, &caller, rpc, work).await
}

/// The status of an error; a refusal is recorded in the audit trail first. For streams that fail after their answer began.
pub async fn refused(resources: &Resources, caller: &Caller, rpc: &'static str, error: Error) -> Status {
    let error = blamed(error);
    if let Error::Refused(refusal) = &error {
        tracing::warn!(rpc, unit = %caller.unit, reason = refusal.reason, "refused");
        record(audit::refused(resources, caller, rpc, refusal)).await;
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
