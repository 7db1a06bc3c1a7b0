//! A resolution (议定事项) is carried out by its lead unit, and done once the office accepts it (验收).

use clap::{Args, Subcommand};
use client::words::{instant, yes};
use ids::{ExtensionId, ResolutionId, UnitCode};
use jiff::civil::Date;
use proto::{
    meeting::v1::{
        AcceptResolutionRequest, DecideExtensionRequest, DecideExtensionResponse, Extension,
        GetResolutionRequest, GetResolutionResponse, ListResolutionsRequest, ProgressReport,
        ReassignResolutionRequest, ReopenResolutionRequest, ReportProgressRequest, RequestExtensionRequest,
        Resolution, SubmitResolutionRequest,
    },
    words::meeting::ResolutionState,
};

use crate::{
    failure::Failure,
    output::{Row, Show, alone, rows, sheet},
    pages::Pages,
    session::{Act, Session},
    target::Service,
    typed::{numbers, word},
};

#[derive(Subcommand, Debug)]
pub(crate) enum Resolutions {
    /// 议定事项，新的在前 / resolutions, newest first
    List {
        /// 状态，可多次 / state; may be repeated
        #[arg(long, value_parser = word::<ResolutionState>(), value_name = "STATE")]
        state: Vec<ResolutionState>,
        /// 只列本单位牵头的 / only those that the own unit leads
        #[arg(long)]
        led: bool,
        /// 只列逾期未办结的 / only those that are late and not accepted
        #[arg(long)]
        overdue: bool,
        #[command(flatten)]
        pages: Pages,
    },
    /// 一项议定事项及其进展、延期 / one resolution with its reports and extensions
    Get {
        /// 议定事项编号（UUID） / resolution id
        id: ResolutionId,
    },
    /// 报告进展（牵头、配合单位） / say how far it is
    Report {
        /// 议定事项编号（UUID） / resolution id
        id: ResolutionId,
        /// 进展，不超过1000字，不得含个人信息 / how far it is, without personal data
        text: String,
        #[command(flatten)]
        act: Act,
    },
    /// 报请验收（牵头单位） / say that it is done, and by what that is seen
    Submit {
        /// 议定事项编号（UUID） / resolution id
        id: ResolutionId,
        /// 办理结果及佐证（文号、日期），不超过1000字，不得含个人信息 / what was done, and by what that is seen, without personal data
        #[arg(long, value_name = "TEXT")]
        evidence: String,
        #[command(flatten)]
        act: Act,
    },
    /// 验收（联席会议办公室） / accept what was submitted
    Accept {
        /// 议定事项编号（UUID） / resolution id
        id: ResolutionId,
        #[command(flatten)]
        act: Act,
    },
    /// 退回补办（联席会议办公室） / give it back, and say why
    Reopen {
        /// 议定事项编号（UUID） / resolution id
        id: ResolutionId,
        /// 理由，不超过1000字 / why
        #[arg(long, value_name = "TEXT")]
        reason: String,
        #[command(flatten)]
        act: Act,
    },
    /// 改派牵头单位（联席会议办公室） / have another unit lead it, and say why
    Reassign {
        /// 议定事项编号（UUID） / resolution id
        id: ResolutionId,
        /// 新的牵头单位 / unit that leads it from now on
        #[arg(long, value_name = "UNIT")]
        to: UnitCode,
        /// 办理期限（含） / its last day
        #[arg(long, value_name = "DAY")]
        due: Date,
        /// 理由，不超过300字 / why
        #[arg(long, value_name = "TEXT")]
        reason: String,
        #[command(flatten)]
        act: Act,
    },
    /// 申请延期（牵头单位） / ask for a later day, and say why
    Extend {
        /// 议定事项编号（UUID） / resolution id
        id: ResolutionId,
        /// 延至何日 / last day as it would be
        #[arg(long, value_name = "DAY")]
        to: Date,
        /// 理由，不超过1000字，不得含个人信息 / why, without personal data
        #[arg(long, value_name = "TEXT")]
        reason: String,
        #[command(flatten)]
        act: Act,
    },
    /// 同意或不同意延期（联席会议办公室） / grant or decline a later day
    DecideExtension {
        /// 延期申请编号（UUID），见 resolutions get / extension id
        #[arg(value_name = "EXTENSION_ID")]
        id: ExtensionId,
        #[command(flatten)]
        decision: Decision,
        #[command(flatten)]
        act: Act,
    },
}

#[derive(Args, Debug)]
#[group(required = true, multiple = false)]
pub(crate) struct Decision {
    /// 同意 / grant it
    #[arg(long)]
    grant: bool,
    /// 不同意及理由，不超过1000字 / decline it, and say why
    #[arg(long, value_name = "REASON")]
    decline: Option<String>,
}

impl Resolutions {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let meeting = session.at(Service::Meeting);
        match self {
            Self::List { state, led, overdue, pages } => {
                let asked =
                    ListResolutionsRequest { states: numbers(state), led, overdue, ..Default::default() };
                meeting.list(&pages, asked).await
            }
            Self::Get { id } => meeting.get(GetResolutionRequest { id: id.to_string() }).await?.show_whole(),
            Self::Report { id, text, act } => {
                let asked = ReportProgressRequest { id: id.to_string(), text, ..Default::default() };
                meeting.act(&act, asked).await?.show(|answer| answer.resolution)
            }
            Self::Submit { id, evidence, act } => {
                let asked = SubmitResolutionRequest { id: id.to_string(), evidence, ..Default::default() };
                meeting.act(&act, asked).await?.show(|answer| answer.resolution)
            }
            Self::Accept { id, act } => {
                let asked = AcceptResolutionRequest { id: id.to_string(), ..Default::default() };
                meeting.act(&act, asked).await?.show(|answer| answer.resolution)
            }
            Self::Reopen { id, reason, act } => {
                let asked = ReopenResolutionRequest { id: id.to_string(), reason, ..Default::default() };
                meeting.act(&act, asked).await?.show(|answer| answer.resolution)
            }
            Self::Reassign { id, to, due, reason, act } => {
                let asked = ReassignResolutionRequest {
                    id: id.to_string(),
                    lead_unit: to.into(),
                    due_on: due.to_string(),
                    reason,
                    ..Default::default()
                };
                meeting.act(&act, asked).await?.show(|answer| answer.resolution)
            }
            Self::Extend { id, to, reason, act } => {
                let to = to.to_string();
                let asked = RequestExtensionRequest { id: id.to_string(), to, reason, ..Default::default() };
                meeting.act(&act, asked).await?.show(|answer| answer.extension)
            }
            Self::DecideExtension { id, decision, act } => {
                let asked = DecideExtensionRequest {
                    id: id.to_string(),
                    granted: decision.grant,
                    decline_reason: decision.decline.unwrap_or_default(),
                    ..Default::default()
                };
                meeting.act(&act, asked).await?.show_whole()
            }
        }
    }
}

impl Row<9> for Resolution {
    const HEAD: [&'static str; 9] =
        ["编号", "纪要文号", "序号", "类别", "事项", "牵头单位", "办理期限", "状态", "逾期"];

    fn row(&self) -> [String; 9] {
        [
            self.id.clone(),
            self.minutes_number.clone(),
            self.number.to_string(),
            self.kind().zh().to_owned(),
            self.text.clone(),
            self.lead_unit.clone(),
            self.due_on.clone(),
            self.state().zh().to_owned(),
            yes(self.late),
        ]
    }
}

impl Show for Resolution {
    fn sheet(&self) -> String {
        let deadline = self.deadline.clone().unwrap_or_default();
        sheet([
            ("编号", self.id.clone()),
            ("纪要文号", self.minutes_number.clone()),
            ("序号", self.number.to_string()),
            ("类别", self.kind().zh().to_owned()),
            ("事项", self.text.clone()),
            ("牵头单位", self.lead_unit.clone()),
            ("配合单位", self.co_units.join("、")),
            ("会议", self.meeting_id.clone()),
            ("议题", self.topic_id.clone()),
            ("办理期限", self.due_on.clone()),
            ("依据", deadline.article),
            ("期限说明", deadline.explanation),
            ("延期次数", self.extension_count.to_string()),
            ("状态", self.state().zh().to_owned()),
            ("状态时间", instant(self.state_time.as_ref())),
            ("逾期", yes(self.late)),
        ])
    }
}

/// The resolution, what was said of it, and later days that were asked for.
impl Show for GetResolutionResponse {
    fn sheet(&self) -> String {
        let resolution = self.resolution.clone().unwrap_or_default().sheet();
        let reports = (!self.reports.is_empty()).then(|| rows(&self.reports));
        let extensions = (!self.extensions.is_empty()).then(|| rows(&self.extensions));
        [Some(resolution), reports, extensions].into_iter().flatten().collect::<Vec<_>>().join("\n\n")
    }
}

/// What the resolution is now, and the extension.
impl Show for DecideExtensionResponse {
    fn sheet(&self) -> String {
        let resolution = self.resolution.clone().unwrap_or_default().sheet();
        format!("{resolution}\n\n{}", self.extension.clone().unwrap_or_default().sheet())
    }
}

impl Row<5> for ProgressReport {
    const HEAD: [&'static str; 5] = ["时间", "单位", "经办人", "内容", "状态变为"];

    fn row(&self) -> [String; 5] {
        [
            instant(self.time.as_ref()),
            self.unit.clone(),
            self.official.clone(),
            self.text.clone(),
            self.to_state().word().map_or("", ResolutionState::zh).to_owned(),
        ]
    }
}

impl Row<10> for Extension {
    const HEAD: [&'static str; 10] = [
        "延期申请编号",
        "原期限",
        "延至",
        "理由",
        "申请人",
        "申请时间",
        "结果",
        "决定人",
        "决定时间",
        "不同意理由",
    ];

    fn row(&self) -> [String; 10] {
        [
            self.id.clone(),
            self.from.clone(),
            self.to.clone(),
            self.reason.clone(),
            self.requested_by.clone(),
            instant(self.request_time.as_ref()),
            self.state().zh().to_owned(),
            self.decided_by.clone(),
            instant(self.decide_time.as_ref()),
            self.decline_reason.clone(),
        ]
    }
}

impl Show for Extension {
    fn sheet(&self) -> String {
        alone(self)
    }
}
