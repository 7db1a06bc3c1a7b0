//! A write: begun before its request is looked into, done in a transaction as the caller, answered once.

use ids::{MessageId, OfficialId, RequestId, UnitCode};
use jiff::Timestamp;
use mailbox::{Event, Messages};
use prost::Message;
use proto::Writes;
use refusal::Refusal;
use sqlx::PgConnection;
use tonic::Request;

use crate::{
    Attempt, Begun, Caller, Doors, Ended, Error, Reply, Serves, as_caller, audit, begin, end,
    spawned::spawned,
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

/// A write that is under way: whose it is, when, and its transaction. Its statements see and change what the caller's unit may.
#[derive(Debug)]
pub struct Context<'a> {
    /// Who asks.
    pub caller: &'a Caller,
    /// When, by the service's clock: the same for all that the write does.
    pub now: Timestamp,
    /// The transaction; several writes may share it.
    pub tx: &'a mut PgConnection,
    /// The id that the caller gave it.
    pub request_id: RequestId,
    /// Only checks; what is written is taken back.
    pub validate_only: bool,
    /// What is said when it commits.
    pub messages: Messages,
    rpc: &'static str,
    doors: &'a Doors,
}

impl Context<'_> {
    /// The caller's unit.
    pub fn unit(&self) -> &UnitCode {
        &self.caller.unit
    }

    /// The acting official. Present on every call whose rule says `OfficialNeeded::Yes`.
    pub fn official(&self) -> Result<OfficialId, Refusal> {
        self.caller.acting_official()
    }

    /// Records that one item of a batch was refused for `reason`: the others go on, and the row stays only if they do. `object` is
    /// its id or code, never text of the caller's.
    pub async fn refused_item(&mut self, object: &str, reason: &'static str) -> Result<(), Error> {
        audit::refused_item(self.doors, self.caller, self.tx, self.rpc, object, reason).await
    }

    /// Says an event when the write commits; gives the id of its message.
    pub fn say<E: Event>(&mut self, event: &E) -> MessageId {
        self.messages.say(event)
    }

    /// The same for an event that belongs to the trace of its own matter, given as its `traceparent`.
    pub fn say_in_trace<E: Event>(&mut self, traceparent: Option<String>, event: &E) -> MessageId {
        self.messages.say_in_trace(traceparent, event)
    }
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
    let (doors, app) = (app.doors().clone(), app.clone());
    let request = request.into_inner();
    // On the heap: a request may be large, and its future several times as large.
    let work = Box::pin(alone(app, caller.clone(), request));
    spawned(&doors, &caller, Q::PATH, work).await
}

/// One write in a transaction of its own.
async fn alone<App: Serves, Q: Act<App>>(app: App, caller: Caller, request: Q) -> Result<Q::Answer, Error> {
    let doors = app.doors();
    let attempt = Attempt::of(&caller, &request, doors.clock.now())?;
    let mut tx = as_caller(doors, &caller).await?;
    for begun in begin(&mut tx, std::slice::from_ref(&attempt)).await? {
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
        messages: doors.outbox.messages(),
        rpc: Q::PATH,
        doors,
    };
    let Done { objects, answer } = request.act(&app, &mut context).await?;
    let Context { messages, .. } = context;
    doors.outbox.send_all(&mut tx, messages).await?;
    if validate_only {
        tx.rollback().await?;
        return Ok(answer);
    }
    let ended = Ended { attempt: &attempt, objects: &objects, answer: answer.encode_to_vec() };
    end(&mut tx, &[ended]).await?;
    tx.commit().await?;
    doors.outbox.wake();
    Q::committed(&app);
    Ok(answer)
}

fn decoded<Answer: Message + Default>(answer: bytes::Bytes) -> Result<Answer, Error> {
    Answer::decode(answer).map_err(|error| Error::Fault(format!("shell.request.response: {error}")))
}
