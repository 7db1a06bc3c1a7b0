//! A supervision letter (督办函) is about late duties of one unit, is answered by it, and closed by the office.

use clap::Subcommand;
use client::words::{due, instant, yes};
use ids::{DutyId, LetterId, UnitCode};
use proto::{
    notification::v1::{
        CloseLetterRequest, GetLetterRequest, GetLetterResponse, IssueLetterRequest, IssueLetterResponse,
        Letter, LetterReply, ListLettersRequest, ReplyToLetterRequest,
    },
    words::notification::{LetterConclusion, LetterState},
};

use crate::{
    failure::Failure,
    output::{Row, Show, rows, sheet},
    pages::Pages,
    session::{Act, Session},
    target::Service,
    typed::{self, numbers, texts, word},
};

#[derive(Subcommand, Debug)]
pub(crate) enum Letters {
    /// 督办函，新的在前 / letters, newest first
    List {
        /// 状态，可多次 / state; may be repeated
        #[arg(long, value_parser = word::<LetterState>(), value_name = "STATE")]
        state: Vec<LetterState>,
        /// 被督办单位，可多次 / the unit that it went to; may be repeated
        #[arg(long, value_name = "UNIT")]
        to: Vec<UnitCode>,
        /// 自何时起印发：日期或RFC 3339时间 / issued from a day or an instant on
        #[arg(long, value_name = "WHEN", value_parser = typed::instant)]
        from: Option<prost_types::Timestamp>,
        /// 至何时止（不含） / issued before then
        #[arg(long, value_name = "WHEN", value_parser = typed::instant)]
        until: Option<prost_types::Timestamp>,
        #[command(flatten)]
        pages: Pages,
    },
    /// 一封督办函及其义务、回复 / one letter with its duties and answers
    Get {
        /// 督办函编号（UUID） / letter id
        id: LetterId,
    },
    /// 就逾期义务发函督办 / write to a unit about its late duties
    Issue {
        /// 被督办单位 / the unit
        to: UnitCode,
        /// 逾期义务编号，可多次 / ids of its late duties
        #[arg(long = "duty", required = true, value_name = "ID")]
        duties: Vec<DutyId>,
        /// 回复期限（工作日，默认3） / working days to answer
        #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
        days: i32,
        /// 督办内容，省略时按义务拟稿 / what it says; drafted where it is absent
        #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
        text: String,
        #[command(flatten)]
        act: Act,
    },
    /// 回复 / answer a letter
    Reply {
        /// 督办函编号（UUID） / letter id
        id: LetterId,
        /// 回复内容 / the answer
        #[arg(long, value_name = "TEXT")]
        text: String,
        #[command(flatten)]
        act: Act,
    },
    /// 办结 / close a letter and say what came of it
    Close {
        /// 督办函编号（UUID） / letter id
        id: LetterId,
        /// 办结结果；撤销的不计次 / what came of it; a letter that is withdrawn does not count
        #[arg(long, value_parser = word::<LetterConclusion>(), value_name = "CONCLUSION")]
        conclusion: LetterConclusion,
        /// 说明 / why
        #[arg(long, value_name = "TEXT")]
        text: String,
        #[command(flatten)]
        act: Act,
    },
}

impl Letters {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let notification = session.at(Service::Notification);
        match self {
            Self::List { state, to, from, until, pages } => {
                let asked = ListLettersRequest {
                    states: numbers(state),
                    units: texts(&to),
                    start_time: from,
                    end_time: until,
                    ..Default::default()
                };
                notification.list(&pages, asked).await
            }
            Self::Get { id } => notification.get(GetLetterRequest { id: id.to_string() }).await?.show_whole(),
            Self::Issue { to, duties, days, text, act } => {
                let asked = IssueLetterRequest {
                    unit: to.into(),
                    duty_ids: texts(&duties),
                    working_days: days,
                    text,
                    ..Default::default()
                };
                notification.act(&act, asked).await?.show_whole()
            }
            Self::Reply { id, text, act } => {
                let asked = ReplyToLetterRequest { id: id.to_string(), text, ..Default::default() };
                notification.act(&act, asked).await?.show(|answer| answer.letter)
            }
            Self::Close { id, conclusion, text, act } => {
                let asked = CloseLetterRequest {
                    id: id.to_string(),
                    conclusion: conclusion.into(),
                    text,
                    ..Default::default()
                };
                notification.act(&act, asked).await?.show(|answer| answer.letter)
            }
        }
    }
}

impl Row<7> for Letter {
    const HEAD: [&'static str; 7] = ["编号", "文号", "被督办单位", "发函时间", "回复期限", "状态", "逾期"];

    fn row(&self) -> [String; 7] {
        [
            self.id.clone(),
            self.number.clone(),
            self.unit.clone(),
            instant(self.issue_time.as_ref()),
            due(self.deadline.as_ref()),
            self.state().zh().to_owned(),
            yes(self.late),
        ]
    }
}

impl Show for Letter {
    fn sheet(&self) -> String {
        sheet([
            ("编号", self.id.clone()),
            ("文号", self.number.clone()),
            ("被督办单位", self.unit.clone()),
            ("督办单位", self.issued_by.clone()),
            ("督办内容", self.text.clone()),
            ("发函时间", instant(self.issue_time.as_ref())),
            ("回复期限", due(self.deadline.as_ref())),
            ("状态", self.state().zh().to_owned()),
            ("回复时间", instant(self.reply_time.as_ref())),
            ("逾期", yes(self.late)),
            ("办结结果", self.conclusion().zh().to_owned()),
            ("办结说明", self.conclusion_text.clone()),
            ("办结时间", instant(self.close_time.as_ref())),
        ])
    }
}

impl Show for IssueLetterResponse {
    fn sheet(&self) -> String {
        let letter = self.letter.clone().unwrap_or_default().sheet();
        if self.matter_raised {
            format!("{letter}\n本季度第三封督办函，已提请列为联席会议议题")
        } else {
            letter
        }
    }
}

impl Show for GetLetterResponse {
    fn sheet(&self) -> String {
        let letter = self.letter.clone().unwrap_or_default().sheet();
        format!("{letter}\n{}\n{}", rows(&self.replies), rows(&self.duties))
    }
}

impl Row<3> for LetterReply {
    const HEAD: [&'static str; 3] = ["回复时间", "经办人", "回复"];

    fn row(&self) -> [String; 3] {
        [instant(self.reply_time.as_ref()), self.official.clone(), self.text.clone()]
    }
}
