//! A seat of the joint meeting's roster (成员名册) changes hands when the office records what its unit proposed.

use clap::{Args, Subcommand};
use client::words::instant;
use ids::{OfficialId, SeatChangeId, UnitCode};
use jiff::civil::Date;
use proto::{
    meeting::v1::{
        DeclineSeatChangeRequest, ListSeatChangesRequest, ListSeatsRequest, ProposeSeatChangeRequest,
        RecordSeatChangeRequest, RecordSeatChangeResponse, Seat, SeatChange,
    },
    words::meeting::{SeatChangeState, SeatRole},
};

use crate::{
    failure::Failure,
    output::{Row, Show, alone, sheet},
    pages::Pages,
    session::{Act, Session},
    target::Service,
    typed::{numbers, text, texts, word},
};

#[derive(Subcommand, Debug)]
pub(crate) enum Roster {
    /// 成员名册：某日或全部沿革 / seats, as of a day or with their past
    List {
        /// 某日的名册，缺省为今天 / as of a day, today if not given
        #[arg(long, value_name = "DAY", conflicts_with = "past")]
        day: Option<Date>,
        /// 含以往 / the whole history
        #[arg(long)]
        past: bool,
        /// 哪个单位，可多次 / of which unit; may be repeated
        #[arg(long, value_name = "UNIT")]
        of: Vec<UnitCode>,
        #[command(flatten)]
        pages: Pages,
    },
    /// 提出本单位席位的调整 / propose a change of a seat of the unit
    Propose {
        /// 席位 / which seat
        #[arg(value_parser = word::<SeatRole>())]
        role: SeatRole,
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
    },
    /// 登记一项调整（联席会议办公室） / record a change
    Record {
        /// 成员调整编号（UUID） / change id
        id: SeatChangeId,
        #[command(flatten)]
        act: Act,
    },
    /// 不予登记并说明理由（联席会议办公室） / decline a change, and say why
    Decline {
        /// 成员调整编号（UUID） / change id
        id: SeatChangeId,
        /// 理由 / why
        #[arg(long, value_name = "TEXT")]
        reason: String,
        #[command(flatten)]
        act: Act,
    },
    /// 成员调整，新的在前 / changes, newest first
    Changes {
        /// 状态，可多次 / state; may be repeated
        #[arg(long, value_parser = word::<SeatChangeState>(), value_name = "STATE")]
        state: Vec<SeatChangeState>,
        #[command(flatten)]
        pages: Pages,
    },
}

#[derive(Args, Debug)]
#[group(required = true, multiple = false)]
pub(crate) struct Successor {
    /// 接任的职务，不写姓名 / the new post, no name
    #[arg(long, value_name = "POST")]
    post: Option<String>,
    /// 退出，无人接任 / the seat ends without a successor
    #[arg(long)]
    ends: bool,
}

impl Roster {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let meeting = session.at(Service::Meeting);
        match self {
            Self::List { day, past, of, pages } => {
                let asked = ListSeatsRequest {
                    day: text(day),
                    include_past: past,
                    units: texts(&of),
                    ..Default::default()
                };
                meeting.list(&pages, asked).await
            }
            Self::Propose { role, successor, holder, from, reason, act } => {
                let asked = ProposeSeatChangeRequest {
                    role: role.into(),
                    ends: successor.ends,
                    post: successor.post.unwrap_or_default(),
                    official: text(holder),
                    first_day: from.to_string(),
                    reason,
                    ..Default::default()
                };
                meeting.act(&act, asked).await?.show(|answer| answer.change)
            }
            Self::Record { id, act } => {
                let asked = RecordSeatChangeRequest { id: id.to_string(), ..Default::default() };
                meeting.act(&act, asked).await?.show_whole()
            }
            Self::Decline { id, reason, act } => {
                let asked = DeclineSeatChangeRequest { id: id.to_string(), reason, ..Default::default() };
                meeting.act(&act, asked).await?.show(|answer| answer.change)
            }
            Self::Changes { state, pages } => {
                let asked = ListSeatChangesRequest { states: numbers(state), ..Default::default() };
                meeting.list(&pages, asked).await
            }
        }
    }
}

impl Row<7> for Seat {
    const HEAD: [&'static str; 7] = ["编号", "单位", "席位", "职务", "经办人", "起始日", "截止日"];

    fn row(&self) -> [String; 7] {
        [
            self.id.clone(),
            self.unit.clone(),
            self.role().zh().to_owned(),
            self.post.clone(),
            self.official.clone(),
            self.first_day.clone(),
            self.last_day.clone(),
        ]
    }
}

impl Row<8> for SeatChange {
    const HEAD: [&'static str; 8] =
        ["编号", "单位", "席位", "调整为", "起始日", "状态", "提出时间", "处理时间"];

    fn row(&self) -> [String; 8] {
        [
            self.id.clone(),
            self.unit.clone(),
            self.role().zh().to_owned(),
            successor(self),
            self.first_day.clone(),
            self.state().zh().to_owned(),
            instant(self.propose_time.as_ref()),
            instant(self.decide_time.as_ref()),
        ]
    }
}

impl Show for SeatChange {
    fn sheet(&self) -> String {
        sheet([
            ("编号", self.id.clone()),
            ("单位", self.unit.clone()),
            ("席位", self.role().zh().to_owned()),
            ("调整为", successor(self)),
            ("经办人", self.official.clone()),
            ("起始日", self.first_day.clone()),
            ("原因", self.reason.clone()),
            ("状态", self.state().zh().to_owned()),
            ("提出人", self.proposed_by.clone()),
            ("提出时间", instant(self.propose_time.as_ref())),
            ("处理人", self.decided_by.clone()),
            ("处理时间", instant(self.decide_time.as_ref())),
            ("不予登记理由", self.decline_reason.clone()),
        ])
    }
}

/// The change, and the seat that came of it.
impl Show for RecordSeatChangeResponse {
    fn sheet(&self) -> String {
        let change = self.change.clone().unwrap_or_default().sheet();
        match &self.seat {
            Some(seat) => format!("{change}\n{}", alone(seat)),
            None => change,
        }
    }
}

fn successor(change: &SeatChange) -> String {
    if change.ends { "退出".to_owned() } else { change.post.clone() }
}
