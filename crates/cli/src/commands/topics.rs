//! A topic (议题) is proposed by a unit or the platform, summarised by the office, and put on an agenda once the chief
//! convener consents.

use clap::Subcommand;
use client::words::instant;
use ids::{TopicId, UnitCode};
use proto::{
    meeting::v1::{
        ApproveTopicRequest, GetTopicRequest, GetTopicResponse, ListTopicsRequest, ProposeTopicRequest,
        ReturnTopicRequest, Ruling, SubmitTopicRequest, SummariseTopicRequest, Topic, TopicStep,
    },
    words::meeting::{TopicKind, TopicState},
};

use crate::{
    failure::Failure,
    output::{Row, Show, rows, sheet},
    pages::Pages,
    session::{Act, Session},
    target::Service,
    typed::{numbers, texts, word},
};

#[derive(Subcommand, Debug)]
pub(crate) enum Topics {
    /// 议题，新的在前 / topics, newest first
    List {
        /// 状态，可多次 / state; may be repeated
        #[arg(long, value_parser = word::<TopicState>(), value_name = "STATE")]
        state: Vec<TopicState>,
        #[command(flatten)]
        pages: Pages,
    },
    /// 一项议题 / one topic
    Get {
        /// 议题编号（UUID） / topic id
        id: TopicId,
    },
    /// 提出议题 / propose a topic
    Propose {
        /// 类别 / what it is about
        #[arg(long, value_parser = word::<TopicKind>(), value_name = "KIND")]
        kind: TopicKind,
        /// 标题，不超过100字 / in a line
        #[arg(long, value_name = "TEXT")]
        title: String,
        /// 内容和理由，不超过3000字 / what is to be discussed and why
        #[arg(long, value_name = "TEXT")]
        text: String,
        /// 涉及的其他单位，可多次 / a unit that it concerns besides the own one; may be repeated
        #[arg(long, value_name = "UNIT")]
        concerns: Vec<UnitCode>,
        #[command(flatten)]
        act: Act,
    },
    /// 汇总：拟提请会议决定的事项（联席会议办公室） / say what is to be decided
    Summarise {
        /// 议题编号（UUID） / topic id
        id: TopicId,
        /// 拟提请会议决定的事项，不超过1000字 / what is to be decided
        #[arg(long, value_name = "TEXT")]
        summary: String,
        #[command(flatten)]
        act: Act,
    },
    /// 报总召集人（联席会议办公室） / submit a topic to the chief convener
    Submit {
        /// 议题编号（UUID） / topic id
        id: TopicId,
        #[command(flatten)]
        act: Act,
    },
    /// 同意（总召集人） / consent to a topic
    Approve {
        /// 议题编号（UUID） / topic id
        id: TopicId,
        #[command(flatten)]
        act: Act,
    },
    /// 退回并说明理由（总召集人） / return a topic, and say why
    Return {
        /// 议题编号（UUID） / topic id
        id: TopicId,
        /// 理由 / why
        #[arg(long, value_name = "TEXT")]
        reason: String,
        #[command(flatten)]
        act: Act,
    },
}

impl Topics {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let meeting = session.at(Service::Meeting);
        match self {
            Self::List { state, pages } => {
                let asked = ListTopicsRequest { states: numbers(state), ..Default::default() };
                meeting.list(&pages, asked).await
            }
            Self::Get { id } => meeting.get(GetTopicRequest { id: id.to_string() }).await?.show_whole(),
            Self::Propose { kind, title, text, concerns, act } => {
                let asked = ProposeTopicRequest {
                    kind: kind.into(),
                    title,
                    text,
                    units: texts(&concerns),
                    ..Default::default()
                };
                meeting.act(&act, asked).await?.show(|answer| answer.topic)
            }
            Self::Summarise { id, summary, act } => {
                let asked = SummariseTopicRequest { id: id.to_string(), summary, ..Default::default() };
                meeting.act(&act, asked).await?.show(|answer| answer.topic)
            }
            Self::Submit { id, act } => {
                let asked = SubmitTopicRequest { id: id.to_string(), ..Default::default() };
                meeting.act(&act, asked).await?.show(|answer| answer.topic)
            }
            Self::Approve { id, act } => {
                let asked = ApproveTopicRequest { id: id.to_string(), ..Default::default() };
                meeting.act(&act, asked).await?.show(|answer| answer.topic)
            }
            Self::Return { id, reason, act } => {
                let asked = ReturnTopicRequest { id: id.to_string(), reason, ..Default::default() };
                meeting.act(&act, asked).await?.show(|answer| answer.topic)
            }
        }
    }
}

impl Row<7> for Topic {
    const HEAD: [&'static str; 7] = ["编号", "类别", "标题", "提出单位", "涉及单位", "征集时间", "状态"];

    fn row(&self) -> [String; 7] {
        [
            self.id.clone(),
            self.kind().zh().to_owned(),
            self.title.clone(),
            origin(self),
            self.units.join("、"),
            instant(self.collect_time.as_ref()),
            self.state().zh().to_owned(),
        ]
    }
}

impl Show for Topic {
    fn sheet(&self) -> String {
        sheet([
            ("编号", self.id.clone()),
            ("类别", self.kind().zh().to_owned()),
            ("标题", self.title.clone()),
            ("内容", self.text.clone()),
            ("提出单位", origin(self)),
            ("提出人", self.official.clone()),
            ("提请原因", self.matter_kind().zh().to_owned()),
            ("提请事项", self.matter_id.clone()),
            ("依据", self.source_ids.join("、")),
            ("涉及单位", self.units.join("、")),
            ("征集时间", instant(self.collect_time.as_ref())),
            ("汇总意见", self.summary.clone()),
            ("状态", self.state().zh().to_owned()),
            ("状态时间", instant(self.state_time.as_ref())),
            ("经办人", self.state_by.clone()),
            ("退回理由", self.return_reason.clone()),
            ("会议", self.meeting_id.clone()),
        ])
    }
}

/// The topic, its ruling, and every step.
impl Show for GetTopicResponse {
    fn sheet(&self) -> String {
        let topic = self.topic.clone().unwrap_or_default().sheet();
        let ruling = self.ruling.as_ref().map(Show::sheet);
        [Some(topic), ruling, Some(rows(&self.steps))].into_iter().flatten().collect::<Vec<_>>().join("\n\n")
    }
}

impl Show for Ruling {
    fn sheet(&self) -> String {
        sheet([
            ("处理意见", self.text.clone()),
            ("类别", self.kind().zh().to_owned()),
            ("指派单位", self.unit.clone()),
            ("说明", self.note.clone()),
            ("作出时间", instant(self.issue_time.as_ref())),
        ])
    }
}

impl Row<4> for TopicStep {
    const HEAD: [&'static str; 4] = ["办理过程", "经办人", "时间", "内容"];

    fn row(&self) -> [String; 4] {
        [self.state().zh().to_owned(), self.official.clone(), instant(self.time.as_ref()), self.text.clone()]
    }
}

/// The unit that proposed it, or that nobody but the platform did.
fn origin(topic: &Topic) -> String {
    if topic.proposed_by.is_empty() { "平台提请".to_owned() } else { topic.proposed_by.clone() }
}
