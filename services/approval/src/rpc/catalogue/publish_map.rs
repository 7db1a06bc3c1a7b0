//! Publishes a new version of the responsibility map (Art. 3, 4). An item without a supervisor stops it, and is named.

use proto::approval::v1::{self as pb, PublishResponsibilityMapRequest, PublishResponsibilityMapResponse};
use refusal::Refusal;
use shell::{Act, Context, Done, Error};

use super::present;
use crate::{
    App,
    model::responsibility_map::Responsibility,
    operations::{self, MapDraft},
    rpc::fields::Fields,
    rules::supervisor_named,
};

impl Act<App> for PublishResponsibilityMapRequest {
    async fn act(self, _: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let draft = draft(&self)?;
        let map = operations::publish_responsibility_map(context.tx, context.now, draft).await?;
        let object = format!("map-{}", map.version);
        Ok(Done::with(object, PublishResponsibilityMapResponse { map: Some(present::map(map)) }))
    }
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
    line: &pb::Responsibility,
) -> Option<Responsibility> {
    let lead = fields.code(&format!("responsibilities[{at}].lead_unit"), &line.lead_unit);
    let mut others = Vec::new();
    for (n, unit) in line.other_units.iter().enumerate() {
        others.extend(fields.code(&format!("responsibilities[{at}].other_units[{n}]"), unit));
    }
    Some(Responsibility { item, lead: lead?, others })
}
