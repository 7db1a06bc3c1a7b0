//! A read: of the database as the caller may see it, or of what the service holds in memory.

use jiff::Timestamp;
use proto::Rpc;
use sqlx::PgConnection;
use tonic::Request;

use super::{
    audit,
    caller::Caller,
    error::Error,
    resources::{Resources, as_caller},
    serves::Serves,
    spawned::{Reply, call},
};

/// What a service answers to a request that reads the database.
pub trait Read<App>: Rpc {
    /// Parses the request, reads within `view`, and answers.
    fn read(self, app: &App, view: &mut View<'_>)
    -> impl Future<Output = Result<Self::Answer, Error>> + Send;
}

/// What a service answers to a request from what it holds in memory: also while the database is away.
pub trait LookUp<App>: Rpc {
    /// Parses the request and answers.
    fn look_up(self, app: &App, caller: &Caller) -> Result<Self::Answer, Error>;
}

/// A read that is under way: whose it is, when, and its transaction, which shows what the caller's unit may see.
#[derive(Debug)]
pub struct View<'a> {
    /// Who asks.
    pub caller: &'a Caller,
    /// When, by the service's clock.
    pub now: Timestamp,
    /// The transaction; ends by rollback, unless something is revealed or noted.
    pub tx: &'a mut PgConnection,
    rpc: &'static str,
    resources: &'a Resources,
    keeps: bool,
}

impl View<'_> {
    /// Records that this read has written something about `objects` (ids), and keeps it: the answer leaves only when that is
    /// committed.
    pub async fn note(&mut self, objects: &[String]) -> Result<(), Error> {
        audit::done(self.resources, self.caller, self.tx, self.rpc, None, objects).await?;
        self.keeps = true;
        Ok(())
    }

    /// Records that personal data of `objects` (ids) is shown in clear to the caller for a preset purpose, for example
    /// `监管履职`; the answer leaves only when that is committed.
    pub async fn reveal(&mut self, objects: &[String], purpose: &str) -> Result<(), Error> {
        audit::revealed(self.resources, self.caller, self.tx, self.rpc, objects, purpose).await?;
        self.keeps = true;
        Ok(())
    }
}

/// Answers a request that reads, in a task of its own.
pub async fn read<App: Serves, Q: Read<App>>(app: &App, request: Request<Q>) -> Reply<Q> {
    let at = app.clone();
    call(app.resources(), Q::PATH, request, |caller, request: Q| async move {
        let resources = at.resources();
        let mut tx = as_caller(resources, &caller).await?;
        let mut view = View {
            caller: &caller,
            now: resources.clock.now(),
            tx: &mut tx,
            rpc: Q::PATH,
            resources,
            keeps: false,
        };
        let answer = request.read(&at, &mut view).await?;
        if view.keeps {
            tx.commit().await?;
        }
        Ok(answer)
    })
    .await
}

/// Answers a request from memory.
pub async fn look_up<App: Serves, Q: LookUp<App>>(app: &App, request: Request<Q>) -> Reply<Q> {
    let at = app.clone();
    call(app.resources(), Q::PATH, request, |caller, request: Q| async move { request.look_up(&at, &caller) })
        .await
}
