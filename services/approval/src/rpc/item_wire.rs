//! An item on the wire.

use proto::{approval::v1 as wire, exchange::v1::LicenceKind as WireKind};
use refusal::Refusal;

use super::fields::Fields;
use crate::model::{Item, LicenceKind};

/// What callers see of an item.
pub(super) fn to_wire(item: Item) -> wire::Item {
    wire::Item {
        code: item.code.into(),
        name: item.name,
        legal_basis: item.legal_basis,
        licence_kind: kind_to_wire(item.licence_kind).into(),
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

/// Reads an item, naming every wrong field.
pub(super) fn from_wire(item: &wire::Item) -> Result<Item, Refusal> {
    let mut fields = Fields::default();
    let codes =
        fields.code("item.code", &item.code).zip(fields.code("item.approving_unit", &item.approving_unit));
    let kind = kind_from_wire(item.licence_kind());
    if kind.is_none() {
        fields.wrong("item.licence_kind", "required", "is required", "必填");
    }
    if item.materials.len() > 200 {
        fields.wrong("item.materials", "length", "has at most 200 entries", "最多200项");
    }
    let mut materials = Vec::new();
    for (at, material) in item.materials.iter().take(200).enumerate() {
        materials.push(fields.line(&format!("item.materials[{at}]"), material, 500));
    }
    let name = fields.line("item.name", &item.name, 200);
    let legal_basis = fields.line("item.legal_basis", &item.legal_basis, 1000);
    let certificate_name = fields.text("item.certificate_name", &item.certificate_name, 200);
    let valid_years = fields.number("item.valid_years", item.valid_years, 0..=100);
    let promised_working_days =
        fields.number("item.promised_working_days", item.promised_working_days, 0..=250);
    let legal_working_days = fields.number("item.legal_working_days", item.legal_working_days, 0..=250);
    let form_template = fields.text("item.form_template", &item.form_template, 500);
    let conditions = fields.text("item.conditions", &item.conditions, 4000);
    let quantity = fields.text("item.quantity", &item.quantity, 500);
    let procedure = fields.text("item.procedure", &item.procedure, 4000);
    let fees = fields.text("item.fees", &item.fees, 1000);
    let ((code, approving_unit), licence_kind) = fields.finish(codes.zip(kind))?;
    Ok(Item {
        code,
        name,
        legal_basis,
        licence_kind,
        certificate_name,
        valid_years,
        approving_unit,
        commitment: item.commitment,
        joint_survey: item.joint_survey,
        major: item.major,
        promised_working_days,
        legal_working_days,
        separated: item.separated,
        conditions,
        quantity,
        procedure,
        fees,
        materials,
        form_template,
        version: item.version,
    })
}

fn kind_to_wire(kind: LicenceKind) -> WireKind {
    match kind {
        LicenceKind::Ordinary => WireKind::Ordinary,
        LicenceKind::Concession => WireKind::Concession,
        LicenceKind::Qualification => WireKind::Qualification,
        LicenceKind::Approval => WireKind::Approval,
        LicenceKind::Registration => WireKind::Registration,
        LicenceKind::Other => WireKind::Other,
    }
}

fn kind_from_wire(kind: WireKind) -> Option<LicenceKind> {
    match kind {
        WireKind::Unspecified => None,
        WireKind::Ordinary => Some(LicenceKind::Ordinary),
        WireKind::Concession => Some(LicenceKind::Concession),
        WireKind::Qualification => Some(LicenceKind::Qualification),
        WireKind::Approval => Some(LicenceKind::Approval),
        WireKind::Registration => Some(LicenceKind::Registration),
        WireKind::Other => Some(LicenceKind::Other),
    }
}
