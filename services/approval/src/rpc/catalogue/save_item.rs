//! Adds or replaces an item of the catalogue (Art. 10), over the version that was read.

use proto::approval::v1::{self as pb, SaveItemRequest, SaveItemResponse};
use refusal::Refusal;
use shell::{Act, Context, Done, Error, parse_word};

use super::present;
use crate::{App, model::Item, operations, rpc::fields::Fields};

/// More materials than any item asks for.
const MOST_MATERIALS: usize = 200;

impl Act<App> for SaveItemRequest {
    async fn act(self, _: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let item = operations::save_item(context, parse(&self.item.unwrap_or_default())?).await?;
        let object = item.code.to_string();
        Ok(Done::with(object, SaveItemResponse { item: Some(present::item(item)) }))
    }
}

/// Reads an item, naming every wrong field.
fn parse(item: &pb::Item) -> Result<Item, Refusal> {
    let mut fields = Fields::default();
    let codes =
        fields.code("item.code", &item.code).zip(fields.code("item.approving_unit", &item.approving_unit));
    let kind = fields.read(parse_word("item.licence_kind", item.licence_kind, ("is required", "必填")));
    if item.materials.len() > MOST_MATERIALS {
        fields.wrong("item.materials", "length", "has at most 200 entries", "最多200项");
    }
    let mut materials = Vec::new();
    for (at, material) in item.materials.iter().take(MOST_MATERIALS).enumerate() {
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
