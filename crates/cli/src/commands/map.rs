//! The responsibility map (审管责任清单) says who supervises an item; a decision goes where the map of its day says.

use clap::{Subcommand, value_parser};
use client::words::instant;
use ids::ItemCode;
use jiff::civil::Date;
use proto::approval::v1::{
    ExplainRouteRequest, ExplainRouteResponse, GetResponsibilityMapRequest, ResponsibilityMap,
};

use crate::{
    failure::Failure,
    output::{Show, sheet, table},
    session::Session,
    target::Service,
    typed::text,
};

#[derive(Subcommand, Debug)]
pub(crate) enum Map {
    /// 显示责任清单 / show the map
    Show {
        /// 版本 / version
        #[arg(long, value_name = "N", conflicts_with = "on", value_parser = value_parser!(i64).range(1..))]
        version: Option<i64>,
        /// 某日有效的版本，缺省为今天 / the one in force on a day, today if not given
        #[arg(long, value_name = "DAY")]
        on: Option<Date>,
    },
    /// 某事项或证书会推送给谁，为什么 / where a decision would go, and why
    Explain {
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
    },
}

impl Map {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let approval = session.at(Service::Approval);
        match self {
            Self::Show { version, on } => {
                let asked =
                    GetResponsibilityMapRequest { version: version.unwrap_or_default(), on: text(on) };
                approval.get(asked).await?.show(|answer| answer.map)
            }
            Self::Explain { item, certificate, content, on } => {
                let asked = ExplainRouteRequest {
                    item_code: text(item),
                    certificate_name: certificate.unwrap_or_default(),
                    content: content.unwrap_or_default(),
                    decided_on: text(on),
                };
                approval.get(asked).await?.show_whole()
            }
        }
    }
}

impl Show for ResponsibilityMap {
    fn sheet(&self) -> String {
        let head = sheet([
            ("版本", self.version.to_string()),
            ("施行日期", self.effective_from.clone()),
            ("依据", self.legal_basis.clone()),
            ("发布时间", instant(self.publish_time.as_ref())),
        ]);
        let lines = self
            .responsibilities
            .iter()
            .map(|one| [one.item_code.clone(), one.lead_unit.clone(), one.other_units.join("、")]);
        format!("{head}\n\n{}", table(["事项", "牵头监管单位", "其他监管单位"], lines))
    }
}

impl Show for ExplainRouteResponse {
    fn sheet(&self) -> String {
        let found = self.responsibility.clone().unwrap_or_default();
        let result = sheet([
            ("事项", self.item_code.clone()),
            ("牵头监管单位", found.lead_unit),
            ("其他监管单位", found.other_units.join("、")),
            ("责任清单版本", self.map_version.to_string()),
            ("依据", self.legal_basis.clone()),
        ]);
        let steps = sheet(self.steps.iter().map(|step| ("·", step.clone())));
        format!("{result}\n\n{steps}")
    }
}
