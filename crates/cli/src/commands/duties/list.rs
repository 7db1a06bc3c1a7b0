//! Duties that the caller sees.

use clap::Args;
use ids::{ItemCode, UnitCode};
use proto::notification::v1::{
    Direction as Way, DutyFilter, DutyState, Lamp, ListDutiesRequest, duty_service_client::DutyServiceClient,
};

use super::record;
use crate::{
    choices::{self, Direction, DutyStateChoice, LampChoice},
    client::request,
    failure::Failure,
    pages::Pages,
    session::Session,
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct List {
    /// 只列本单位所负的 / only what the unit itself owes
    #[arg(long)]
    mine: bool,
    /// 义务单位 / owed by
    #[arg(long, value_name = "UNIT")]
    by: Vec<UnitCode>,
    /// 相对单位 / owed to
    #[arg(long, value_name = "UNIT")]
    to: Vec<UnitCode>,
    /// 种类，如 C2 / kind
    #[arg(long, value_name = "KIND")]
    kind: Vec<String>,
    /// 方向 / direction
    #[arg(long, value_enum, value_name = "DIRECTION")]
    direction: Option<Direction>,
    /// 事项编码 / item code
    #[arg(long, value_name = "CODE")]
    item: Vec<ItemCode>,
    /// 亮灯 / lamp
    #[arg(long, value_enum, value_name = "LAMP")]
    lamp: Vec<LampChoice>,
    /// 状态，缺省为未办 / state, open if not given
    #[arg(long, value_enum, value_name = "STATE")]
    state: Vec<DutyStateChoice>,
    /// 只列逾期的 / only late ones
    #[arg(long)]
    late: bool,
    #[command(flatten)]
    pages: Pages,
}

impl List {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut duties = DutyServiceClient::new(session.calls(Service::Notification)?);
        let units = |units: Vec<UnitCode>| units.into_iter().map(String::from).collect();
        let filter = DutyFilter {
            owed_by: units(self.by),
            owed_to: units(self.to),
            kinds: self.kind,
            direction: self.direction.map_or(Way::Unspecified, Way::from).into(),
            item_codes: self.item.into_iter().map(String::from).collect(),
            lamps: choices::numbers::<_, Lamp>(&self.lamp),
            states: choices::numbers::<_, DutyState>(&self.state),
            late_only: self.late,
            mine: self.mine,
        };
        let found = self
            .pages
            .collect(&mut session.output, async |page_size, page_token| {
                let asked = ListDutiesRequest { page_size, page_token, filter: Some(filter.clone()) };
                let answer = duties.list_duties(request(asked)).await?.into_inner();
                Ok((answer.duties, answer.next_page_token))
            })
            .await?;
        session.output.many(&found, record::lines)
    }
}
