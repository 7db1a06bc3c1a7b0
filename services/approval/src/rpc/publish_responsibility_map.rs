//! Publishes a new version of the responsibility map (Art. 3, 4).

use std::sync::Arc;

use proto::approval::v1::{self as wire, PublishResponsibilityMapRequest, PublishResponsibilityMapResponse};
use refusal::Refusal;
use shell::{Caller, Error, Write};

use super::{fields::Fields, map_wire};
use crate::{
    App, model::responsibility_map::Responsibility, operations, operations::MapDraft, rules::supervisor_named,
};

/// Its path in the policy table.
pub(super) const RPC: &str = "/shenguan.approval.v1.CatalogueService/PublishResponsibilityMap";

pub(super) async fn publish_responsibility_map(
    app: Arc<App>,
    caller: Caller,
    request: PublishResponsibilityMapRequest,
) -> Result<PublishResponsibilityMapResponse, Error> {
    let draft = draft(&request)?;
    let body = prost::Message::encode_to_vec(&request);
    let attempt = super::attempt(RPC, &request.request_id, request.validate_only, &body);
    let mut write = match Write::begin(app.doors(), &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };
    let now = app.doors().clock.now();
    let map = operations::only(operations::publish_responsibility_map(write.tx(), now, vec![draft]).await?)?;
    let objects = [format!("map-{}", map.version)];
    write.commit(&objects, PublishResponsibilityMapResponse { map: Some(map_wire::to_wire(map)) }).await
}

fn draft(request: &PublishResponsibilityMapRequest) -> Result<MapDraft, Refusal> {
    let mut fields = Fields::default();
    let effective_from = fields.day("effective_from", &request.effective_from);
    let legal_basis = fields.line("legal_basis", &request.legal_basis, 1000);
    let mut responsibilities = Vec::new();
    let mut bare = Vec::new();
    for (at, line) in request.responsibilities.iter().enumerate() {
        let item = fields.code(&format!("responsibilities[{at}].item_code"), &line.item_code);
        if line.lead_unit.is_empty() {
            bare.extend(item);
            continue;
        }
        responsibilities.extend(item.and_then(|item| read_line(&mut fields, at, item, line)));
    }
    let effective_from = fields.finish(effective_from)?;
    if !bare.is_empty() {
        return Err(supervisor_named::without_supervisor(&bare.iter().collect::<Vec<_>>()));
    }
    Ok(MapDraft { effective_from, legal_basis, responsibilities })
}

fn read_line(
    fields: &mut Fields,
    at: usize,
    item: ids::ItemCode,
    line: &wire::Responsibility,
) -> Option<Responsibility> {
    let lead = fields.code(&format!("responsibilities[{at}].lead_unit"), &line.lead_unit);
    let mut others = Vec::new();
    for (n, unit) in line.other_units.iter().enumerate() {
        others.extend(fields.code(&format!("responsibilities[{at}].other_units[{n}]"), unit));
    }
    Some(Responsibility { item, lead: lead?, others })
}
