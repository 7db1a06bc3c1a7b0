//! The responsibility map on the wire.

use proto::approval::v1 as wire;

use crate::model::{ResponsibilityMap, responsibility_map::Responsibility};

/// What callers see of a version of the map.
pub(super) fn to_wire(map: ResponsibilityMap) -> wire::ResponsibilityMap {
    wire::ResponsibilityMap {
        version: map.version,
        effective_from: map.effective_from.to_string(),
        legal_basis: map.legal_basis,
        publish_time: Some(exchange::timestamp_to_proto(map.published_at)),
        responsibilities: map.responsibilities.into_iter().map(line_to_wire).collect(),
    }
}

/// What callers see of one line of the map.
pub(super) fn line_to_wire(line: Responsibility) -> wire::Responsibility {
    wire::Responsibility {
        item_code: line.item.into(),
        lead_unit: line.lead.into(),
        other_units: line.others.into_iter().map(String::from).collect(),
    }
}
