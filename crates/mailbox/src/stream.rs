//! How streams and durable consumers are made. The broker is never backed up: code makes them anew.

use async_nats::jetstream::{
    consumer::{self, AckPolicy},
    stream::{self, DiscardPolicy, RetentionPolicy, StorageType},
};

use crate::{Settings, subject};

/// The stream of everything that `service` says. Neither it nor anybody else may delete from it: so a
/// service's rights at the broker are to make, never to take away.
pub(crate) fn own(service: &str, settings: &Settings) -> stream::Config {
    stream::Config {
        name: subject::stream(&settings.county, service),
        subjects: vec![subject::all_of(&settings.county, service)],
        retention: RetentionPolicy::Limits,
        storage: StorageType::File,
        // A full stream that refused would stop the service; what falls out unread is sent again for want of a receipt.
        discard: DiscardPolicy::Old,
        max_bytes: settings.stream.max_bytes,
        max_age: settings.stream.max_age,
        num_replicas: settings.stream.replicas,
        duplicate_window: settings.stream.duplicate_window,
        deny_delete: true,
        deny_purge: true,
        ..stream::Config::default()
    }
}

/// The place of `service` in the stream of `peer`.
pub(crate) fn place(service: &str, peer: &str, settings: &Settings) -> consumer::pull::Config {
    consumer::pull::Config {
        durable_name: Some(subject::durable(peer, service)),
        filter_subject: subject::addressed(&settings.county, peer, service),
        ack_policy: AckPolicy::Explicit,
        ack_wait: settings.ack_wait,
        max_ack_pending: settings.max_ack_pending,
        // Never drop: what cannot be handled is parked in the database, by us.
        max_deliver: -1,
        ..consumer::pull::Config::default()
    }
}
