//! Whether a call goes in.

use std::{sync::Arc, time::Instant};

use http::{HeaderMap, request::Parts};
use reference::Reference;
use refusal::{Kind, Refusal};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tonic::Status;
use tracing::Instrument;

use crate::{
    Caller, Doors, Error, OfficialNeeded, Rule, audit,
    gate::{
        identify::{acting, pinned},
        rate::Rates,
    },
    policy::{Policy, allowed},
    settings::{FirstAdministrator, Limits},
    spawned::record,
    status::refused,
    tls::Peer,
};

/// What everybody whose certificate passed the handshake may call: probes and descriptions, never data.
const OPEN: [&str; 3] = [
    "/grpc.health.v1.Health/",
    "/grpc.reflection.v1.ServerReflection/",
    "/grpc.reflection.v1alpha.ServerReflection/",
];

/// Everything that decides whether a call goes in.
#[derive(Debug)]
pub(crate) struct Guard {
    policy: Policy,
    reference: Reference,
    doors: Doors,
    first: Option<FirstAdministrator>,
    places: Arc<Semaphore>,
    rates: Rates,
}

/// A call that may go in; it leaves its place when this is dropped.
pub(super) struct Admitted {
    _place: Option<OwnedSemaphorePermit>,
}

impl Guard {
    pub(crate) fn new(
        policy: Policy,
        reference: Reference,
        doors: Doors,
        first: Option<FirstAdministrator>,
        limits: Limits,
    ) -> Self {
        let places = Arc::new(Semaphore::new(limits.calls_at_once));
        Self { policy, reference, doors, first, places, rates: Rates::new(limits) }
    }

    /// The path as the policy knows it. An unknown one is never repeated in logs.
    pub(super) fn name_of(&self, path: &str) -> &'static str {
        let open = OPEN.into_iter().find(|open| path.starts_with(open));
        self.policy.rule(path).map(|rule| rule.rpc).or(open).unwrap_or("unknown")
    }

    /// Lets a call in, with its [`Caller`], or says why not.
    pub(super) async fn admit(&self, call: &mut Parts) -> Result<Admitted, Status> {
        let path = call.uri.path();
        if OPEN.iter().any(|open| path.starts_with(open)) {
            return Ok(Admitted { _place: None });
        }
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(|_| refused(&too_many()))?;
        let rule = self.policy.rule(path);
        let peer = call.extensions.get::<Peer>().cloned();
        let peer = peer.ok_or_else(|| Error::Fault("a connection without a certificate".to_owned()))?;
        let caller = self.caller(rule, &peer, &call.headers).await?;
        tracing::Span::current().record("unit", caller.unit.as_str());
        if let Err(refusal) = allowed(rule, &caller) {
            return Err(self.refuse(&caller, rule, refusal).await);
        }
        call.extensions.insert(caller);
        Ok(Admitted { _place: Some(place) })
    }

    async fn caller(&self, rule: Option<Rule>, peer: &Peer, metadata: &HeaderMap) -> Result<Caller, Status> {
        let directory = self.reference.directory();
        let system = pinned(&directory, self.first.as_ref(), &peer.fingerprint);
        let act = rule.map_or(OfficialNeeded::No, |rule| rule.official);
        let counted_as = system.as_ref().map_or(&*peer.fingerprint, |system| system.unit.as_str());
        // Before anything is written: what is refused for its number leaves no row, or a flood would fill the trail.
        if !self.rates.take(counted_as, act, Instant::now()) {
            return Err(refused(&too_many()));
        }
        let system = match system {
            Ok(system) => system,
            Err(refusal) => return Err(self.refuse_unknown(peer, rule, refusal).await),
        };
        match acting(&directory, &system, metadata) {
            Ok(caller) => Ok(caller),
            Err(refusal) => Err(self.refuse(&system, rule, refusal).await),
        }
    }

    async fn refuse(&self, caller: &Caller, rule: Option<Rule>, refusal: Refusal) -> Status {
        let rpc = name(rule);
        tracing::warn!(rpc, unit = %caller.unit, reason = refusal.reason, "refused");
        let (doors, caller, status) = (self.doors.clone(), caller.clone(), refused(&refusal));
        let row = async move { record(audit::refused(&doors, &caller, rpc, &refusal)).await };
        finish(row).await;
        status
    }

    async fn refuse_unknown(&self, peer: &Peer, rule: Option<Rule>, refusal: Refusal) -> Status {
        let rpc = name(rule);
        tracing::warn!(rpc, fingerprint = %peer.fingerprint, peer = %peer.address.ip(), reason = refusal.reason, "refused");
        let (doors, fingerprint, status) =
            (self.doors.clone(), Arc::clone(&peer.fingerprint), refused(&refusal));
        let row = async move { record(audit::refused_unpinned(&doors, &fingerprint, rpc, &refusal)).await };
        finish(row).await;
        status
    }
}

/// Waits for an audit row, which is written also when the caller does not wait.
async fn finish(row: impl Future<Output = ()> + Send + 'static) {
    // The task fails only by a panic, which the panic hook has told.
    let _finished = tokio::spawn(row.in_current_span()).await;
}

fn name(rule: Option<Rule>) -> &'static str {
    rule.map_or("unknown", |rule| rule.rpc)
}

fn too_many() -> Refusal {
    metrics::counter!("shenguan_calls_shed_total").increment(1);
    Refusal::new(
        Kind::Exhausted,
        "TOO_MANY_REQUESTS",
        "too many calls, try again in a moment",
        "请求过多，请稍后重试",
    )
}
