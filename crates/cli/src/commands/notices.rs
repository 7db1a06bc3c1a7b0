//! A notice (提醒) tells one rung of a unit of its duties, once; reading it stops no clock.

use std::path::PathBuf;

use clap::Subcommand;
use client::words::{instant, yes};
use ids::{DutyId, NoticeId, UnitCode};
use proto::{
    notification::v1::{
        Channel, GetNoticeRequest, GetNoticeResponse, ListNoticesRequest, MarkNoticesReadRequest,
        MarkNoticesReadResponse, Notice, ReportNoticesRequest, ReportedNotice, WatchNoticesRequest,
        WatchNoticesResponse, notice_service_client::NoticeServiceClient,
    },
    words::notification::Level,
};

use crate::{
    failure::Failure,
    files::write,
    follow::{FOLLOW_HELP, Follow, Seen},
    output::{Row, Show, rows, sheet},
    pages::Pages,
    session::{Act, Session},
    target::Service,
    typed::{self, numbers, text, texts, word},
};

#[derive(Subcommand, Debug)]
pub(crate) enum Notices {
    /// 提醒收件箱，新的在前 / the inbox, newest first
    List {
        /// 只列本人未读的 / only what the acting official has not read
        #[arg(long)]
        unread: bool,
        /// 提醒对象的层级 / rung of the ladder
        #[arg(long, value_parser = word::<Level>(), value_name = "LEVEL")]
        level: Vec<Level>,
        #[command(flatten)]
        pages: Pages,
    },
    /// 一条提醒及其所涉义务 / one notice with its duties
    Get {
        /// 提醒编号 / notice id
        id: NoticeId,
    },
    /// 持续查看新的提醒 / follow what is told
    #[command(after_help = FOLLOW_HELP)]
    Watch {
        /// 提醒对象的层级 / rung of the ladder
        #[arg(long, value_parser = word::<Level>(), value_name = "LEVEL")]
        level: Vec<Level>,
        #[command(flatten)]
        follow: Follow,
    },
    /// 催办送达情况，可打印 / who was told what, when, on which way, with which result
    Report {
        /// 只列某项义务的 / only what was told of this duty
        #[arg(long, value_name = "DUTY", required_unless_present = "from")]
        duty: Option<DutyId>,
        /// 自何时起：日期或RFC 3339时间 / from a day or an instant on
        #[arg(long, value_name = "WHEN", value_parser = typed::instant, requires = "until")]
        from: Option<prost_types::Timestamp>,
        /// 至何时止（不含） / until before then
        #[arg(long, value_name = "WHEN", value_parser = typed::instant, requires = "from")]
        until: Option<prost_types::Timestamp>,
        /// 义务单位 / owed by
        #[arg(long, value_name = "UNIT")]
        by: Vec<UnitCode>,
        /// 另存为供打印的HTML / also write a page to be printed
        #[arg(long, value_name = "FILE")]
        page: Option<PathBuf>,
    },
    /// 标为已读（不停止任何时限） / mark as read; no clock stops
    Read {
        /// 提醒编号 / notice ids
        #[arg(required = true)]
        ids: Vec<NoticeId>,
        #[command(flatten)]
        act: Act,
    },
}

impl Notices {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let notification = session.at(Service::Notification);
        match self {
            Self::List { unread, level, pages } => {
                let asked =
                    ListNoticesRequest { unread_only: unread, levels: numbers(level), ..Default::default() };
                notification.list(&pages, asked).await
            }
            Self::Get { id } => notification.get(GetNoticeRequest { id: id.to_string() }).await?.show_whole(),
            Self::Watch { level, follow } => watch(session, level, follow).await,
            Self::Report { duty, from, until, by, page } => {
                let asked = ReportNoticesRequest {
                    duty_id: text(duty),
                    units: texts(&by),
                    start_time: from,
                    end_time: until,
                };
                let answer = notification.get(asked).await?.answer;
                if let Some(file) = page {
                    write(&file, answer.page.as_bytes())?;
                }
                if answer.cut {
                    session.output.warn("只列出前一部分，请分段查询 / there is more: ask in parts")?;
                }
                session.output.rows(&answer.notices)
            }
            Self::Read { ids, act } => {
                let asked = MarkNoticesReadRequest { ids: texts(&ids), ..Default::default() };
                notification.act(&act, asked).await?.show_whole()
            }
        }
    }
}

async fn watch(session: &mut Session, level: Vec<Level>, follow: Follow) -> Result<(), Failure> {
    let mut notices = NoticeServiceClient::new(session.calls(Service::Notification)?);
    let asked = WatchNoticesRequest { cursor: follow.cursor.clone(), levels: numbers(level) };
    let told = notices.watch_notices(asked).await?.into_inner();
    let seen = |told: &WatchNoticesResponse| Seen {
        cursor: told.cursor.clone(),
        line: told.notice.as_ref().map(line),
    };
    follow.show(session, told, seen).await
}

/// What is told, in one line.
fn line(notice: &Notice) -> String {
    let at = instant(notice.create_time.as_ref());
    format!("{}  {at}  {}  {}", notice.id, notice.level().zh(), notice.text).replace(char::is_control, " ")
}

impl Row<6> for Notice {
    const HEAD: [&'static str; 6] = ["编号", "时间", "提醒谁", "内容", "未办", "已读"];

    fn row(&self) -> [String; 6] {
        let open: i64 = self.parts.iter().map(|part| part.open).sum();
        [
            self.id.clone(),
            instant(self.create_time.as_ref()),
            self.level().zh().to_owned(),
            self.text.clone(),
            open.to_string(),
            yes(self.read_time.is_some()),
        ]
    }
}

impl Show for GetNoticeResponse {
    fn sheet(&self) -> String {
        let notice = self.notice.clone().unwrap_or_default();
        let head = sheet([
            ("编号", notice.id.clone()),
            ("单位", notice.unit.clone()),
            ("提醒谁", notice.level().zh().to_owned()),
            ("内容", notice.text.clone()),
            ("应提醒时间", instant(notice.step_time.as_ref())),
            ("提醒时间", instant(notice.create_time.as_ref())),
            ("已读时间", instant(notice.read_time.as_ref())),
        ]);
        format!("{head}\n{}", rows(&self.duties))
    }
}

impl Row<11> for ReportedNotice {
    const HEAD: [&'static str; 11] =
        ["时间", "提醒谁", "内容", "渠道", "订阅", "接收端", "结果", "次数", "结束时间", "对方编号", "已读"];

    fn row(&self) -> [String; 11] {
        // Letters and announcements are for both rungs; the inbox is no channel, and nothing is sent to it.
        let is_notice = self.letter_id.is_empty() && self.announcement_id.is_empty();
        let is_inbox = self.channel() == Channel::Unspecified;
        let readers: Vec<&str> = self.readers.iter().map(|reader| reader.official.as_str()).collect();
        [
            instant(self.create_time.as_ref()),
            if is_notice { self.level().zh() } else { "联络员、单位负责人" }.to_owned(),
            self.text.replace('\n', " "),
            if is_inbox { "平台" } else { self.channel().zh() }.to_owned(),
            self.subscription.clone(),
            self.target.clone(),
            if is_inbox { "" } else { self.state().zh() }.to_owned(),
            self.attempts.to_string(),
            instant(self.end_time.as_ref()),
            self.provider_id.clone(),
            readers.join("、"),
        ]
    }
}

impl Show for MarkNoticesReadResponse {
    fn sheet(&self) -> String {
        format!("新标为已读 {} 条", self.newly_read)
    }
}
