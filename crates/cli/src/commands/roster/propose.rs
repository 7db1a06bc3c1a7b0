//! Proposes a change of a seat of the unit.

use clap::{Args, ValueEnum};
use ids::OfficialId;
use jiff::civil::Date;
use proto::meeting::v1::{ProposeSeatChangeRequest, SeatRole, roster_service_client::RosterServiceClient};

use super::record;
use crate::{
    client::request,
    failure::Failure,
    session::{Act, Session},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct Propose {
    /// 席位 / which seat
    #[arg(value_enum)]
    role: RoleChoice,
    #[command(flatten)]
    successor: Successor,
    /// 由本单位哪位经办人担任，可省略 / the official who is to hold it, if one is to be named
    #[arg(long, value_name = "OFFICIAL", conflicts_with = "ends")]
    holder: Option<OfficialId>,
    /// 自何日起 / from this day on
    #[arg(long, value_name = "DAY")]
    from: Date,
    /// 原因 / why
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    act: Act,
}

#[derive(Args, Debug)]
#[group(required = true, multiple = false)]
struct Successor {
    /// 接任的职务，不写姓名 / the new post, no name
    #[arg(long, value_name = "POST")]
    post: Option<String>,
    /// 退出，无人接任 / the seat ends without a successor
    #[arg(long)]
    ends: bool,
}

/// What a seat is.
#[derive(ValueEnum, Clone, Copy, Debug)]
enum RoleChoice {
    /// 总召集人
    ChiefConvener,
    /// 召集人
    Convener,
    /// 联席会议办公室
    Office,
    /// 成员
    Member,
    /// 联络员
    Liaison,
    /// 副联络员
    DeputyLiaison,
}

impl Propose {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut roster = RosterServiceClient::new(session.calls(Service::Meeting)?);
        let asked = ProposeSeatChangeRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            role: SeatRole::from(self.role).into(),
            ends: self.successor.ends,
            post: self.successor.post.unwrap_or_default(),
            official: self.holder.map(String::from).unwrap_or_default(),
            first_day: self.from.to_string(),
            reason: self.reason,
        };
        let answer = roster.propose_seat_change(request(asked)).await?.into_inner();
        session.output.one(&answer.change.unwrap_or_default(), record::change)
    }
}

impl From<RoleChoice> for SeatRole {
    fn from(role: RoleChoice) -> Self {
        match role {
            RoleChoice::ChiefConvener => Self::ChiefConvener,
            RoleChoice::Convener => Self::Convener,
            RoleChoice::Office => Self::Office,
            RoleChoice::Member => Self::Member,
            RoleChoice::Liaison => Self::Liaison,
            RoleChoice::DeputyLiaison => Self::DeputyLiaison,
        }
    }
}
