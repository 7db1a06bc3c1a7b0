//! Where a decision would go, and why.

use clap::Args;
use ids::ItemCode;
use jiff::civil::Date;
use proto::approval::v1::{
    ExplainRouteRequest, ExplainRouteResponse, catalogue_service_client::CatalogueServiceClient,
};

use crate::{choices, client::request, failure::Failure, output::sheet, session::Session, target::Service};

#[derive(Args, Debug)]
pub(crate) struct Explain {
    /// 事项编码 / item code
    #[arg(required_unless_present = "certificate")]
    item: Option<ItemCode>,
    /// 许可证书名称 / certificate name as on the licence
    #[arg(long, value_name = "NAME", conflicts_with = "item")]
    certificate: Option<String>,
    /// 许可内容 / content as on the licence
    #[arg(long, value_name = "TEXT", requires = "certificate")]
    content: Option<String>,
    /// 决定日期，缺省为今天 / day of the decision, today if not given
    #[arg(long, value_name = "DAY")]
    on: Option<Date>,
}

impl Explain {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut catalogue = CatalogueServiceClient::new(session.calls(Service::Approval)?);
        let asked = ExplainRouteRequest {
            item_code: self.item.map_or_else(String::new, String::from),
            certificate_name: self.certificate.unwrap_or_default(),
            content: self.content.unwrap_or_default(),
            decided_on: choices::day(self.on),
        };
        let answer = catalogue.explain_route(request(asked)).await?.into_inner();
        session.output.one(&answer, whole)
    }
}

fn whole(answer: &ExplainRouteResponse) -> String {
    let found = answer.responsibility.clone().unwrap_or_default();
    let parts = sheet([
        ("事项", answer.item_code.clone()),
        ("牵头监管单位", found.lead_unit),
        ("其他监管单位", found.other_units.join("、")),
        ("责任清单版本", answer.map_version.to_string()),
        ("依据", answer.legal_basis.clone()),
    ]);
    let steps = sheet(answer.steps.iter().map(|step| ("·", step.clone())));
    format!("{parts}\n\n{steps}")
}
