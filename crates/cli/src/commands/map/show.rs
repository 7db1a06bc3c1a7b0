//! The responsibility map.

use clap::Args;
use jiff::civil::Date;
use proto::approval::v1::{
    GetResponsibilityMapRequest, ResponsibilityMap, catalogue_service_client::CatalogueServiceClient,
};

use crate::{
    choices,
    client::request,
    failure::Failure,
    output::{sheet, table},
    session::Session,
    target::Service,
    words,
};

#[derive(Args, Debug)]
pub(crate) struct Show {
    /// 版本 / version
    #[arg(long, value_name = "N", conflicts_with = "on", value_parser = clap::value_parser!(i64).range(1..))]
    version: Option<i64>,
    /// 某日有效的版本，缺省为今天 / the one in force on a day, today if not given
    #[arg(long, value_name = "DAY")]
    on: Option<Date>,
}

impl Show {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut catalogue = CatalogueServiceClient::new(session.calls(Service::Approval)?);
        let asked =
            GetResponsibilityMapRequest { version: self.version.unwrap_or(0), on: choices::day(self.on) };
        let answer = catalogue.get_responsibility_map(request(asked)).await?.into_inner();
        session.output.one(&answer.map.unwrap_or_default(), whole)
    }
}

fn whole(map: &ResponsibilityMap) -> String {
    let parts = sheet([
        ("版本", map.version.to_string()),
        ("施行日期", map.effective_from.clone()),
        ("依据", map.legal_basis.clone()),
        ("发布时间", words::instant(map.publish_time.as_ref())),
    ]);
    let lines = table(
        ["事项", "牵头监管单位", "其他监管单位"],
        map.responsibilities
            .iter()
            .map(|one| [one.item_code.clone(), one.lead_unit.clone(), one.other_units.join("、")]),
    );
    format!("{parts}\n\n{lines}")
}
