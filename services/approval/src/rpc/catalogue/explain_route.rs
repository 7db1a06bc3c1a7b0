//! Says where a decision on an item would go, and why (Art. 4): before it is recorded, or to somebody who asks why it went there.

use ids::ItemCode;
use jiff::civil::Date;
use proto::approval::v1::{ExplainRouteRequest, ExplainRouteResponse};
use refusal::Refusal;
use shell::{Error, Read, View};

use super::present;
use crate::{
    App,
    operations::{self, Licence, Route},
    rpc::fields::Fields,
};

impl Read<App> for ExplainRouteRequest {
    async fn read(self, app: &App, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let (licence, day) = parse(&self, clock::civil_date(view.now))?;
        let grounds = app.grounds.now(view.tx).await?;
        Ok(reply(operations::explain_route(&grounds, day, &licence)))
    }
}

fn parse(request: &ExplainRouteRequest, today: Date) -> Result<(Licence, Date), Refusal> {
    let mut fields = Fields::default();
    let day = fields.day_or("decided_on", &request.decided_on, Some(today));
    if request.item_code.is_empty() && request.certificate_name.trim().is_empty() {
        let (en, zh) = ("is required, unless certificate_name is given", "事项编码和许可证书名称至少填一项");
        fields.wrong("item_code", "required", en, zh);
    }
    let item = if request.item_code.is_empty() {
        None
    } else {
        fields.code::<ItemCode>("item_code", &request.item_code)
    };
    let certificate_name = fields.text("certificate_name", &request.certificate_name, 200);
    let content = fields.text("content", &request.content, 4000);
    fields.finish(day.map(|day| (Licence { item, certificate_name, content }, day)))
}

fn reply(route: Route) -> ExplainRouteResponse {
    ExplainRouteResponse {
        item_code: route.item.map(String::from).unwrap_or_default(),
        responsibility: route.responsibility.map(present::line),
        map_version: route.map_version,
        legal_basis: route.legal_basis,
        steps: route.steps,
    }
}
