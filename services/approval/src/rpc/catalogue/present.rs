//! Items and the responsibility map as callers see them: whole, since both are public.

use proto::{approval::v1 as pb, timestamp_to_proto};

use crate::model::{Item, ResponsibilityMap, responsibility_map::Responsibility};

/// Shows an item with all its elements.
pub(super) fn item(item: Item) -> pb::Item {
    pb::Item {
        code: item.code.into(),
        name: item.name,
        legal_basis: item.legal_basis,
        licence_kind: item.licence_kind.into(),
        certificate_name: item.certificate_name,
        valid_years: item.valid_years,
        approving_unit: item.approving_unit.into(),
        commitment: item.commitment,
        joint_survey: item.joint_survey,
        major: item.major,
        promised_working_days: item.promised_working_days,
        separated: item.separated,
        conditions: item.conditions,
        quantity: item.quantity,
        procedure: item.procedure,
        fees: item.fees,
        materials: item.materials,
        version: item.version,
        legal_working_days: item.legal_working_days,
        form_template: item.form_template,
    }
}

/// A version of the map.
pub(super) fn map(map: ResponsibilityMap) -> pb::ResponsibilityMap {
    pb::ResponsibilityMap {
        version: map.version,
        effective_from: map.effective_from.to_string(),
        legal_basis: map.legal_basis,
        publish_time: Some(timestamp_to_proto(map.published_at)),
        responsibilities: map.responsibilities.into_iter().map(line).collect(),
    }
}

/// A line of the map.
pub(super) fn line(line: Responsibility) -> pb::Responsibility {
    pb::Responsibility {
        item_code: line.item.into(),
        lead_unit: line.lead.into(),
        other_units: line.others.into_iter().map(String::from).collect(),
    }
}
