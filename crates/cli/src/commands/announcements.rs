//! What the joint meeting tells units (联席会议通知) comes of its acts; here it is only read.

use clap::Subcommand;
use client::words::instant;
use ids::UnitCode;
use proto::{
    notification::v1::{Announcement, ListAnnouncementsRequest},
    words::meeting::AnnouncementKind,
};

use crate::{
    failure::Failure,
    output::Row,
    pages::Pages,
    session::Session,
    target::Service,
    typed::{numbers, texts, word},
};

#[derive(Subcommand, Debug)]
pub(crate) enum Announcements {
    /// 联席会议通知，新的在前 / what the joint meeting told units, newest first
    List {
        /// 种类，可多次 / kind; may be repeated
        #[arg(long, value_parser = word::<AnnouncementKind>(), value_name = "KIND")]
        kind: Vec<AnnouncementKind>,
        /// 被通知单位，可多次 / a unit that was told; may be repeated
        #[arg(long, value_name = "UNIT")]
        to: Vec<UnitCode>,
        #[command(flatten)]
        pages: Pages,
    },
}

impl Announcements {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let Self::List { kind, to, pages } = self;
        let asked =
            ListAnnouncementsRequest { kinds: numbers(kind), units: texts(&to), ..Default::default() };
        session.at(Service::Notification).list(&pages, asked).await
    }
}

impl Row<6> for Announcement {
    const HEAD: [&'static str; 6] = ["编号", "通知时间", "种类", "内容", "通知单位", "会议或通报编号"];

    fn row(&self) -> [String; 6] {
        [
            self.id.clone(),
            instant(self.announce_time.as_ref()),
            self.kind().zh().to_owned(),
            self.text.clone(),
            self.units.join("、"),
            self.subject_id.clone(),
        ]
    }
}
