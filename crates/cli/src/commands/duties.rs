//! The duty ledger (时限义务台账): who owes what by when under which article, and what was said of a lateness.

use clap::Subcommand;
use client::words::{due, instant, yes};
use ids::{DutyId, ItemCode, UnitCode};
use proto::{
    notification::v1::{
        CountDutiesRequest, Duty, DutyCount, DutyFilter, DutyKind, ExplainLatenessRequest, GetDutyRequest,
        GetDutyResponse, LatenessRemark, ListDutiesRequest, ListDutyKindsRequest, RecordFindingRequest,
        Redating, ReminderMessage, ReminderOutcome, WatchDutiesRequest, WatchDutiesResponse,
        duty_service_client::DutyServiceClient,
    },
    r#type::v1::Deadline,
    words::notification::{Direction, DutyState, Finding, Lamp},
};

use crate::{
    failure::Failure,
    follow::{FOLLOW_HELP, Follow, Seen},
    output::{Row, Show, rows, sheet},
    pages::Pages,
    session::{Act, Session},
    target::Service,
    typed::{numbers, texts, word},
};

#[derive(Subcommand, Debug)]
pub(crate) enum Duties {
    /// 本单位所负和所享的义务，先到期的在前 / duties that the unit owes or is owed
    List {
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
        #[arg(long, value_parser = word::<Direction>(), value_name = "DIRECTION")]
        direction: Option<Direction>,
        /// 事项编码 / item code
        #[arg(long, value_name = "CODE")]
        item: Vec<ItemCode>,
        /// 亮灯 / lamp
        #[arg(long, value_parser = word::<Lamp>(), value_name = "LAMP")]
        lamp: Vec<Lamp>,
        /// 状态，缺省为未办 / state, open if not given
        #[arg(long, value_parser = word::<DutyState>(), value_name = "STATE")]
        state: Vec<DutyState>,
        /// 只列逾期的 / only late ones
        #[arg(long)]
        late: bool,
        #[command(flatten)]
        pages: Pages,
    },
    /// 一项义务，含逾期说明与认定、各次提醒及其外发情况 / one duty, its reminders and what became of them
    Get {
        /// 义务编号 / duty id
        id: DutyId,
    },
    /// 亮灯牌：各单位未办义务数 / the board: open duties by unit, kind and lamp
    Board {
        /// 义务单位 / owed by
        #[arg(long, value_name = "UNIT")]
        by: Vec<UnitCode>,
        /// 种类，如 C2 / kind
        #[arg(long, value_name = "KIND")]
        kind: Vec<String>,
    },
    /// 持续显示变化，可断点续看 / follow changes from a cursor on
    #[command(after_help = FOLLOW_HELP)]
    Watch {
        #[command(flatten)]
        follow: Follow,
    },
    /// 说明逾期原因 / say why the unit was late
    Explain {
        /// 义务编号 / duty id
        id: DutyId,
        /// 原因，不超过1000字，不得含个人信息 / why, without personal data
        #[arg(long, value_name = "TEXT")]
        text: String,
        #[command(flatten)]
        act: Act,
    },
    /// 督办认定 / record what the office finds of a lateness
    Finding {
        /// 义务编号 / duty id
        id: DutyId,
        /// 认定结果 / what is found
        #[arg(long, value_parser = word::<Finding>(), value_name = "FINDING")]
        finding: Finding,
        /// 依据，不超过1000字，不得含个人信息 / on what grounds, without personal data
        #[arg(long, value_name = "TEXT")]
        text: String,
        #[command(flatten)]
        act: Act,
    },
    /// 义务种类与规则版本 / kinds of duties
    Kinds,
}

impl Duties {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let notification = session.at(Service::Notification);
        match self {
            Self::List { mine, by, to, kind, direction, item, lamp, state, late, pages } => {
                let filter = DutyFilter {
                    owed_by: texts(&by),
                    owed_to: texts(&to),
                    kinds: kind,
                    direction: direction.map_or(0, i32::from),
                    item_codes: texts(&item),
                    lamps: numbers(lamp),
                    states: numbers(state),
                    late_only: late,
                    mine,
                };
                let asked = ListDutiesRequest { filter: Some(filter), ..Default::default() };
                notification.list(&pages, asked).await
            }
            Self::Get { id } => notification.get(GetDutyRequest { id: id.to_string() }).await?.show_whole(),
            Self::Board { by, kind } => {
                let asked = CountDutiesRequest { owed_by: texts(&by), kinds: kind };
                notification.get(asked).await?.show_rows(|answer| answer.counts)
            }
            Self::Watch { follow } => watch(session, follow).await,
            Self::Explain { id, text, act } => {
                let asked = ExplainLatenessRequest { id: id.to_string(), text, ..Default::default() };
                notification.act(&act, asked).await?.show(|answer| answer.remark)
            }
            Self::Finding { id, finding, text, act } => {
                let asked = RecordFindingRequest {
                    id: id.to_string(),
                    finding: finding.into(),
                    text,
                    ..Default::default()
                };
                notification.act(&act, asked).await?.show(|answer| answer.remark)
            }
            Self::Kinds => notification.get(ListDutyKindsRequest {}).await?.show_rows(|answer| answer.kinds),
        }
    }
}

async fn watch(session: &mut Session, follow: Follow) -> Result<(), Failure> {
    let mut duties = DutyServiceClient::new(session.calls(Service::Notification)?);
    let asked = WatchDutiesRequest { cursor: follow.cursor.clone() };
    let changes = duties.watch_duties(asked).await?.into_inner();
    let seen = |change: &WatchDutiesResponse| Seen {
        cursor: change.cursor.clone(),
        line: change.duty.as_ref().map(changed),
    };
    follow.show(session, changes, seen).await
}

/// A change of a duty, in one line.
fn changed(duty: &Duty) -> String {
    let state = duty.state().zh();
    let until = due(duty.deadline.as_ref());
    format!("{}  {}  {state}  {}  期限 {until}  {}", duty.id, duty.kind_name, duty.lamp_text, duty.title)
        .replace(char::is_control, " ")
}

impl Row<9> for Duty {
    const HEAD: [&'static str; 9] =
        ["编号", "义务", "内容", "义务单位", "相对单位", "状态", "亮灯", "期限", "逾期"];

    fn row(&self) -> [String; 9] {
        [
            self.id.clone(),
            self.kind_name.clone(),
            self.title.clone(),
            self.owed_by.clone(),
            self.owed_to.clone(),
            self.state().zh().to_owned(),
            self.lamp_text.clone(),
            due(self.deadline.as_ref()),
            yes(self.late),
        ]
    }
}

impl Show for GetDutyResponse {
    fn sheet(&self) -> String {
        let duty = self.duty.clone().unwrap_or_default();
        let deadline = duty.deadline.clone().unwrap_or_default();
        let duty = sheet([
            ("编号", duty.id.clone()),
            ("义务", format!("{}（{}）", duty.kind_name, duty.kind)),
            ("依据", deadline.article.clone()),
            ("方向", duty.direction().zh().to_owned()),
            ("内容", duty.title.clone()),
            ("事项编码", duty.item_code.clone()),
            ("义务单位", duty.owed_by.clone()),
            ("相对单位", duty.owed_to.clone()),
            ("起算", instant(deadline.start_time.as_ref())),
            ("期限", due(Some(&deadline))),
            ("期限说明", deadline.explanation.clone()),
            ("期限变动", self.redatings.iter().map(moved).collect::<Vec<_>>().join("；")),
            ("状态", duty.state().zh().to_owned()),
            ("亮灯", duty.lamp_text.clone()),
            ("办结时间", instant(duty.end_time.as_ref())),
            ("免除原因", duty.withdraw_reason().zh().to_owned()),
            ("逾期", yes(duty.late)),
            ("说明与认定", self.remarks.iter().map(Show::sheet).collect::<Vec<_>>().join("；")),
        ]);
        if self.reminders.is_empty() { duty } else { format!("{duty}\n{}", rows(&self.reminders)) }
    }
}

impl Show for LatenessRemark {
    fn sheet(&self) -> String {
        let parts = [
            instant(self.create_time.as_ref()),
            self.unit.clone(),
            self.official.clone(),
            self.finding().zh().to_owned(),
            self.text.clone(),
        ];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

fn moved(redating: &Redating) -> String {
    let until = |at| due(Some(&Deadline { due_time: at, ..Default::default() }));
    format!("{}→{} {}", until(redating.previous_due_time), until(redating.due_time), redating.cause)
}

/// A reminder, and what became of it; its messages can be looked at by their ids.
impl Row<5> for ReminderOutcome {
    const HEAD: [&'static str; 5] = ["提醒时间", "层级", "提醒", "外发情况", "消息"];

    fn row(&self) -> [String; 5] {
        let at = self.create_time.as_ref().or(self.step_time.as_ref());
        let sent: Vec<String> = self.messages.iter().map(became).collect();
        let ids: Vec<&str> = self.messages.iter().map(|message| message.dispatch_id.as_str()).collect();
        [
            instant(at),
            self.level().zh().to_owned(),
            self.step().zh().to_owned(),
            if sent.is_empty() { self.unsent().zh().to_owned() } else { sent.join("；") },
            ids.join("；"),
        ]
    }
}

fn became(message: &ReminderMessage) -> String {
    let sent = format!("{} {} {}", message.unit, message.channel().zh(), message.state().zh());
    match message.needless().word() {
        Some(reason) => format!("{sent}（{}）", reason.zh()),
        None => sent,
    }
}

impl Row<9> for DutyCount {
    const HEAD: [&'static str; 9] =
        ["义务单位", "种类", "方向", "未办", "●正常", "▲临期", "■逾期", "◆严重逾期", "其中待定"];

    fn row(&self) -> [String; 9] {
        let green = self.open - self.yellow - self.red - self.deep_red;
        [
            self.owed_by.clone(),
            self.kind.clone(),
            self.direction().zh().to_owned(),
            self.open.to_string(),
            green.to_string(),
            self.yellow.to_string(),
            self.red.to_string(),
            self.deep_red.to_string(),
            self.undated.to_string(),
        ]
    }
}

impl Row<9> for DutyKind {
    const HEAD: [&'static str; 9] =
        ["种类", "版本", "义务", "依据", "工作日", "方向", "义务单位", "提醒方案", "施行日期"];

    fn row(&self) -> [String; 9] {
        [
            self.code.clone(),
            self.version.to_string(),
            self.name.clone(),
            self.article.clone(),
            self.working_days.to_string(),
            self.direction().zh().to_owned(),
            self.owed_by.clone(),
            self.plan.clone(),
            self.effective_from.clone(),
        ]
    }
}
