//! Subjects and licences as callers see them; a natural person's name is the masked one of its decision.

use prost::Message;
use proto::{
    exchange::v1::LicenceDecision,
    supervision::v1::{Subject, SubjectLicence},
    timestamp_to_proto,
    words::exchange::CounterpartyKind,
};
use shell::Error;

use crate::store::{licence, subject};

/// A subject for the wire.
pub(super) fn subject(row: subject::Row) -> Subject {
    Subject {
        id: row.id.to_string(),
        name: row.name,
        kind: CounterpartyKind::named(&row.kind).map_or(0, i32::from),
        uscc: row.uscc.unwrap_or_default(),
        licences: i32::try_from(row.licences).unwrap_or(i32::MAX),
        unclaimed: i32::try_from(row.unclaimed).unwrap_or(i32::MAX),
        create_time: Some(timestamp_to_proto(row.created_at.to_jiff())),
    }
}

/// A licence for the wire.
pub(super) fn licence(row: &licence::Row) -> Result<SubjectLicence, Error> {
    let decision = LicenceDecision::decode(row.decision.as_slice())
        .map_err(|_| database::inconsistent("supervision.licence.decision", row.delivery_id))?;
    Ok(SubjectLicence {
        delivery_id: row.delivery_id.to_string(),
        decision: Some(decision),
        claimed: row.claimed,
        receive_time: Some(timestamp_to_proto(row.received_at.to_jiff())),
    })
}
