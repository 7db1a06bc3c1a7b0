//! A write: begun before its request is looked into, done in a transaction as the caller, answered once.

use std::slice;

use prost::Message;
use proto::{Writes, words::meeting::SeatRole};
use tonic::Request;

use super::{
    caller::Caller,
    context::Context,
    error::Error,
    request::{Attempt, Begun, Ended, begin, end},
    resources::as_caller,
    serves::Serves,
    spawned::{Reply, spawned},
};

/// What a service does when a request asks it to write.
pub trait Act<App>: Writes {
    /// Parses the request, does what it says within `context`, and answers. Only what is done in the context's transaction is
    /// taken back when the answer is a refusal, or the request only validates.
    fn act(
        self,
        app: &App,
        context: &mut Context<'_>,
    ) -> impl Future<Output = Result<Done<Self::Answer>, Error>> + Send;

    /// Runs once the write has committed: for what a commit makes worth waking.
    fn committed(_app: &App) {}
}

/// A write that is done: its answer, and what it wrote.
#[derive(Debug)]
pub struct Done<Answer> {
    objects: Vec<String>,
    answer: Answer,
}

impl<Answer> Done<Answer> {
    /// Wrote `object` (an id or a code, which the audit trail keeps).
    #[expect(clippy::needless_pass_by_value, reason = "ids are small, and named by value")]
    pub fn with(object: impl ToString, answer: Answer) -> Self {
        Self { objects: vec![object.to_string()], answer }
    }

    /// Wrote these objects.
    pub fn with_all(objects: Vec<String>, answer: Answer) -> Self {
        Self { objects, answer }
    }
}

/// Answers a request that writes, in a task of its own: what every such RPC does.
pub async fn act<App: Serves, Q: Act<App>>(app: &App, request: Request<Q>) -> Reply<Q> {
    let caller = Caller::of(&request)?;
    // The gate puts it there, where the policy names one.
    let seat = request.extensions().get::<SeatRole>().copied();
    // On the heap: a request may be large, and its future several times as large.
    let work = Box::pin(alone(app.clone(), caller.clone(), seat, request.into_inner()));
    spawned(app.resources(), &caller, Q::PATH, work).await
}

/// One write in a transaction of its own.
async fn alone<App: Serves, Q: Act<App>>(
    app: App,
    caller: Caller,
    seat: Option<SeatRole>,
    request: Q,
) -> Result<Q::Answer, Error> {
    let resources = app.resources();
    let attempt = Attempt::of(&caller, &request, resources.clock.now())?;
    let mut tx = as_caller(resources, &caller).await?;
    for begun in begin(&mut tx, slice::from_ref(&attempt)).await? {
        if let Begun::Answered(answer) = begun? {
            return decoded(answer);
        }
    }
    let validate_only = request.validate_only();
    let mut context = Context {
        caller: &caller,
        now: attempt.now(),
        tx: &mut tx,
        request_id: attempt.id(),
        validate_only,
        messages: resources.outbox.messages(),
        rpc: Q::PATH,
        resources,
    };
    if let Some(seat) = seat {
        app.must_hold(seat, &mut context).await?;
    }
    let Done { objects, answer } = request.act(&app, &mut context).await?;
    let Context { messages, .. } = context;
    resources.outbox.send_all(&mut tx, messages).await?;
    if validate_only {
        tx.rollback().await?;
        return Ok(answer);
    }
    let ended = Ended { attempt: &attempt, objects: &objects, answer: answer.encode_to_vec() };
    end(&mut tx, &[ended]).await?;
    tx.commit().await?;
    resources.outbox.wake();
    Q::committed(&app);
    Ok(answer)
}

fn decoded<Answer: Message + Default>(answer: bytes::Bytes) -> Result<Answer, Error> {
    Answer::decode(answer).map_err(|error| Error::Fault(format!("shell.request.response: {error}")))
}
