//! A bulletin (通报) tells every unit how far all resolutions are. It cannot be taken back, so it is confirmed.

use clap::Subcommand;
use client::words::{instant, yes};
use ids::BulletinId;
use proto::meeting::v1::{
    Bulletin, BulletinRow, GetBulletinRequest, IssueBulletinRequest, ListBulletinsRequest,
};

use crate::{
    confirmation::Confirmation,
    failure::Failure,
    output::{Row, Show, rows, sheet},
    pages::Pages,
    session::{Act, Session},
    target::Service,
};

const CONSEQUENCE: &str = "将向所有单位通报议定事项落实情况，不能撤回。 / Every unit is told how far all resolutions are; it cannot be taken back.";

#[derive(Subcommand, Debug)]
pub(crate) enum Bulletins {
    /// 通报，新的在前 / bulletins, newest first
    List {
        #[command(flatten)]
        pages: Pages,
    },
    /// 一期通报 / one bulletin
    Get {
        /// 通报编号（UUID） / bulletin id
        id: BulletinId,
    },
    /// 通报议定事项落实情况（联席会议办公室） / tell every unit how far all resolutions are
    Issue {
        #[command(flatten)]
        confirmation: Confirmation,
        #[command(flatten)]
        act: Act,
    },
}

impl Bulletins {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        match self {
            Self::List { pages } => {
                session.at(Service::Meeting).list(&pages, ListBulletinsRequest::default()).await
            }
            Self::Get { id } => {
                let asked = GetBulletinRequest { id: id.to_string() };
                session.at(Service::Meeting).get(asked).await?.show(|answer| answer.bulletin)
            }
            Self::Issue { confirmation, act } => {
                confirmation.obtain(session, &act, CONSEQUENCE)?;
                let asked = IssueBulletinRequest::default();
                session.at(Service::Meeting).act(&act, asked).await?.show(|answer| answer.bulletin)
            }
        }
    }
}

impl Row<4> for Bulletin {
    const HEAD: [&'static str; 4] = ["编号", "文号", "印发时间", "经办人"];

    fn row(&self) -> [String; 4] {
        [self.id.clone(), self.number.clone(), instant(self.issue_time.as_ref()), self.issued_by.clone()]
    }
}

impl Show for Bulletin {
    fn sheet(&self) -> String {
        let head = sheet(Self::HEAD.into_iter().zip(self.row()));
        format!("{head}\n\n{}", rows(&self.rows))
    }
}

impl Row<8> for BulletinRow {
    const HEAD: [&'static str; 8] =
        ["纪要文号", "序号", "事项", "牵头单位", "办理期限", "状态", "逾期", "延期次数"];

    fn row(&self) -> [String; 8] {
        [
            self.minutes_number.clone(),
            self.number.to_string(),
            self.text.clone(),
            self.lead_unit.clone(),
            self.due_on.clone(),
            self.state().zh().to_owned(),
            yes(self.late),
            self.extension_count.to_string(),
        ]
    }
}
