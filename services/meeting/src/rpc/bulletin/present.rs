//! Bulletins as callers see them: the same for every unit, since every unit is told.

use proto::{meeting::v1 as pb, timestamp_to_proto};

use crate::model::Bulletin;

/// Shows a bulletin with the rows that were read.
pub(super) fn bulletin(bulletin: &Bulletin) -> pb::Bulletin {
    pb::Bulletin {
        id: bulletin.id.to_string(),
        number: bulletin.number.to_string(),
        issued_by: bulletin.issued_by.to_string(),
        issue_time: Some(timestamp_to_proto(bulletin.issued_at)),
        rows: bulletin.rows.clone(),
    }
}
