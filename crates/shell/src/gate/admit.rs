//! Whether a call goes in: its place is asked for first, then its key, its official and the policy.

use std::{sync::Arc, time::Instant};

use http::request::Parts;
use reference::Reference;
use refusal::{Kind, Refusal};
use tonic::Status;
use tracing::Instrument;

use super::{
    identify::{acting, pinned},
    peer::Peer,
    places::{Place, Places},
    policy::{OfficialNeeded, Policy, allowed},
    rate::{Lane, Rates},
    settings::{FirstAdministrator, Limits},
};
use crate::call::{
    Caller, Error, Resources, audit, record,
    status::{refused, unavailable},
};

/// What everybody whose certificate passed the handshake may call.
const HEALTH: &str = "/grpc.health.v1.Health/";
/// What is outside the policy: probes, and descriptions for those whose key is pinned. Never data.
const OPEN: [&str; 3] =
    [HEALTH, "/grpc.reflection.v1.ServerReflection/", "/grpc.reflection.v1alpha.ServerReflection/"];

/// Everything that decides whether a call goes in.
#[derive(Debug)]
pub(crate) struct Guard {
    policy: Policy,
    reference: Reference,
    resources: Resources,
    first: Option<FirstAdministrator>,
    calls: Places,
    streams: Places,
    probes: Places,
    rates: Rates,
}

impl Guard {
    pub(crate) fn new(
        policy: Policy,
        reference: Reference,
        resources: Resources,
        first: Option<FirstAdministrator>,
        limits: Limits,
    ) -> Self {
        let calls = Places::new(limits.calls_at_once, limits.calls_at_once_per_unit);
        let streams = Places::new(limits.streams_at_once, limits.streams_at_once_per_unit);
        // They may be streams too, and never stand in the way of business.
        let probes = Places::new(limits.streams_at_once, limits.streams_at_once_per_unit);
        Self { policy, reference, resources, first, calls, streams, probes, rates: Rates::new(limits) }
    }

    /// The path as the policy knows it. An unknown one is never repeated in logs.
    pub(super) fn name_of(&self, path: &str) -> &'static str {
        let open = OPEN.into_iter().find(|open| path.starts_with(open));
        self.policy.rule(path).map(|rule| rule.rpc).or(open).unwrap_or("unknown")
    }

    /// Lets a call in, with its [`Caller`] and to a place, or says why not.
    pub(super) async fn admit(&self, call: &mut Parts) -> Result<Place, Status> {
        let path = call.uri.path();
        let rpc = self.name_of(path);
        let rule = self.policy.rule(path);
        let peer = call.extensions.get::<Peer>().cloned();
        let peer = peer.ok_or_else(|| Error::Fault("a connection without a certificate".to_owned()))?;
        let directory = self.reference.directory();
        let system = pinned(&directory, self.first.as_ref(), &peer.fingerprint);
        // Before anything is written: what is refused for its number leaves no row, or a flood would fill the trail.
        let place = self.place(path, &peer, system.as_ref().ok()).ok_or_else(|| refused(&too_many()))?;
        if rpc == HEALTH {
            return Ok(place);
        }
        // Keys may have been revoked since it was read; that it is old is told where it is read.
        if self.reference.is_stale() {
            return Err(unavailable());
        }
        let system = match system {
            Ok(system) => system,
            Err(refusal) => return Err(self.refuse_unknown(&peer, rpc, refusal).await),
        };
        if OPEN.contains(&rpc) {
            return Ok(place);
        }
        let caller = match acting(&directory, &system, &call.headers) {
            Ok(caller) => caller,
            Err(refusal) => return Err(self.refuse(&system, rpc, refusal).await),
        };
        tracing::Span::current().record("unit", caller.unit.as_str());
        if let Err(refusal) = allowed(rule, &caller) {
            return Err(self.refuse(&caller, rpc, refusal).await);
        }
        call.extensions.insert(caller);
        // Who holds a seat only the service can tell.
        if let Some(seat) = rule.and_then(|rule| rule.who.seat) {
            call.extensions.insert(seat);
        }
        Ok(place)
    }

    /// A place, where the caller has not called too often and has not its share already. Calls are counted by unit;
    /// those of keys that are not pinned, and probes, by key.
    fn place(&self, path: &str, peer: &Peer, system: Option<&Caller>) -> Option<Place> {
        let rule = self.policy.rule(path);
        let probe = OPEN.contains(&self.name_of(path));
        let caller = system.filter(|_| !probe).map_or(&*peer.fingerprint, |system| system.unit.as_str());
        let lane = match rule {
            _ if probe => Lane::Probes,
            Some(rule) if rule.official == OfficialNeeded::Yes => Lane::Acts,
            _ => Lane::Others,
        };
        let places = match lane {
            Lane::Probes => &self.probes,
            _ if self.policy.is_stream(path) => &self.streams,
            _ => &self.calls,
        };
        if !self.rates.take(caller, lane, Instant::now()) {
            return None;
        }
        places.take(caller)
    }

    /// The status of a refusal, which is recorded in the audit trail.
    pub(super) async fn refuse(&self, caller: &Caller, rpc: &'static str, refusal: Refusal) -> Status {
        tracing::warn!(rpc, unit = %caller.unit, reason = refusal.reason, "refused");
        let resources = self.resources.clone();
        let caller = caller.clone();
        let status = refused(&refusal);
        let row = async move { record(audit::refused(&resources, &caller, rpc, &refusal)).await };
        finish(row).await;
        status
    }

    async fn refuse_unknown(&self, peer: &Peer, rpc: &'static str, refusal: Refusal) -> Status {
        tracing::warn!(rpc, fingerprint = %peer.fingerprint, peer = %peer.address.ip(), reason = refusal.reason, "refused");
        let resources = self.resources.clone();
        let fingerprint = Arc::clone(&peer.fingerprint);
        let status = refused(&refusal);
        let row =
            async move { record(audit::refused_unpinned(&resources, &fingerprint, rpc, &refusal)).await };
        finish(row).await;
        status
    }
}

/// Waits for an audit row, which is written also when the caller does not wait.
async fn finish(row: impl Future<Output = ()> + Send + 'static) {
    // The task fails only by a panic, which the panic hook has told.
    let _finished = tokio::spawn(row.in_current_span()).await;
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

#[cfg(test)]
mod tests {
    use proto::{Rpc, mailbox::v1::GetMailboxStatusRequest};
    use sqlx::postgres::PgConnectOptions;
    use tonic::Code;

    use super::*;
    use crate::gate::{Rule, Who, by_system};

    const RULES: &[Rule] = &[by_system::<GetMailboxStatusRequest>(Who::EVERYBODY)];

    #[tokio::test]
    async fn nobody_is_let_in_by_a_directory_that_is_too_old() {
        // Connects on first use; whoever is refused for this never uses it.
        let pool = database::pool(PgConnectOptions::new(), 1);
        let outbox = mailbox::Outbox::new("supervision");
        let resources = Resources { rpc: pool.clone(), outbox, clock: clock::Clock::system() };
        let limits = Limits {
            calls_at_once: 9,
            calls_at_once_per_unit: 9,
            streams_at_once: 9,
            streams_at_once_per_unit: 9,
            calls_per_second: 9,
            burst: 9,
        };
        let policy = Policy::new(&[RULES], proto::DESCRIPTORS).unwrap();
        let guard = Guard::new(policy, Reference::new(pool), resources, None, limits);
        let peer = Peer { fingerprint: "00".repeat(32).into(), address: ([127, 0, 0, 1], 1).into() };
        for (path, code) in [(GetMailboxStatusRequest::PATH, Err(Code::Unavailable)), (HEALTH, Ok(()))] {
            let call = http::Request::builder().uri(path).extension(peer.clone()).body(()).unwrap();
            let admitted = guard.admit(&mut call.into_parts().0).await;
            assert_eq!(admitted.map(drop).map_err(|status| status.code()), code, "{path}");
        }
    }
}
