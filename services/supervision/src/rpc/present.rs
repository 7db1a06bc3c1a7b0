//! Subjects and licences for the wire.

use exchange::timestamp_to_proto;
use prost::Message;
use proto::{
    exchange::v1::LicenceDecision,
    supervision::v1::{Subject, SubjectLicence},
};
use shell::Error;

use crate::{
    model::Kind,
    store::{licence, subject},
};

/// A subject for the wire.
pub(super) fn subject(row: subject::Row) -> Subject {
    Subject {
        id: row.id.to_string(),
        name: row.name,
        kind: Kind::named(&row.kind).into(),
        uscc: row.uscc.unwrap_or_default(),
        licences: i32::try_from(row.licences).unwrap_or(i32::MAX),
        unclaimed: i32::try_from(row.unclaimed).unwrap_or(i32::MAX),
        create_time: Some(timestamp_to_proto(row.created_at.to_jiff())),
    }
}

/// A licence for the wire.
pub(super) fn licence(row: &licence::Row) -> Result<SubjectLicence, Error> {
    let decision = LicenceDecision::decode(row.decision.as_slice())
        .map_err(|_| Error::Fault(format!("supervision.licence.decision of {}", row.delivery_id)))?;
    Ok(SubjectLicence {
        delivery_id: row.delivery_id.to_string(),
        decision: Some(decision),
        claimed: row.claimed,
        receive_time: Some(timestamp_to_proto(row.received_at.to_jiff())),
    })
}
