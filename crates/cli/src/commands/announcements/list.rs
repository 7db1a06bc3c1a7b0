//! Announcements that the caller sees.

use clap::{Args, ValueEnum};
use ids::UnitCode;
use proto::{
    meeting::v1::AnnouncementKind,
    notification::v1::{
        ListAnnouncementsRequest, supervision_letter_service_client::SupervisionLetterServiceClient,
    },
};

use super::record;
use crate::{choices, client::request, failure::Failure, pages::Pages, session::Session, target::Service};

#[derive(Args, Debug)]
pub(crate) struct List {
    /// 种类，可多次 / kind; may be repeated
    #[arg(long, value_enum, value_name = "KIND")]
    kind: Vec<KindChoice>,
    /// 被通知单位，可多次 / a unit that was told; may be repeated
    #[arg(long, value_name = "UNIT")]
    to: Vec<UnitCode>,
    #[command(flatten)]
    pages: Pages,
}

/// What was told.
#[derive(ValueEnum, Clone, Copy, Debug)]
enum KindChoice {
    /// 会议通知
    Invitation,
    /// 会议改期通知
    Rescheduled,
    /// 会议取消通知
    Cancelled,
    /// 会议材料
    Material,
    /// 会议纪要征求意见
    MinutesCirculated,
    /// 会议纪要印发
    MinutesIssued,
    /// 联席会议通报
    Bulletin,
}

impl List {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut letters = SupervisionLetterServiceClient::new(session.calls(Service::Notification)?);
        let kinds = choices::numbers::<_, AnnouncementKind>(&self.kind);
        let units: Vec<String> = self.to.iter().map(ToString::to_string).collect();
        let found = self
            .pages
            .collect(&mut session.output, async |page_size, page_token| {
                let (kinds, units) = (kinds.clone(), units.clone());
                let asked = ListAnnouncementsRequest { page_size, page_token, kinds, units };
                let answer = letters.list_announcements(request(asked)).await?.into_inner();
                Ok((answer.announcements, answer.next_page_token))
            })
            .await?;
        session.output.many(&found, record::lines)
    }
}

impl From<KindChoice> for AnnouncementKind {
    fn from(kind: KindChoice) -> Self {
        match kind {
            KindChoice::Invitation => Self::Invitation,
            KindChoice::Rescheduled => Self::Rescheduled,
            KindChoice::Cancelled => Self::Cancelled,
            KindChoice::Material => Self::Material,
            KindChoice::MinutesCirculated => Self::MinutesCirculated,
            KindChoice::MinutesIssued => Self::MinutesIssued,
            KindChoice::Bulletin => Self::Bulletin,
        }
    }
}
