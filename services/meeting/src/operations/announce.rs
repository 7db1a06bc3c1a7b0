//! What the joint meeting tells units (联席会议通知): one event, which `notification` carries to their subscribers.

use ids::{AnnouncementId, UnitCode};
use jiff::civil::Date;
use proto::meeting::v1::{AnnouncementKind, MeetingAnnounced};
use shell::{Context, timestamp_to_proto};

use crate::model::{Bulletin, Meeting, MinutesNumber};

/// What is told.
pub(super) enum News<'a> {
    /// 会议通知.
    Invitation(&'a Meeting),
    /// 会议改期.
    Rescheduled(&'a Meeting),
    /// 会议取消.
    Cancelled(&'a Meeting),
    /// 会议材料.
    Material(&'a Meeting),
    /// 纪要征求意见, until the end of the day.
    MinutesCirculated(&'a Meeting, Date),
    /// 纪要印发.
    MinutesIssued(&'a Meeting, MinutesNumber),
    /// 通报.
    Bulletin(&'a Bulletin),
}

/// Tells these units; nothing where there is none.
pub(super) fn announce<'a>(
    context: &mut Context<'_>,
    news: &News<'_>,
    units: impl IntoIterator<Item = &'a UnitCode>,
) {
    let units: Vec<String> = units.into_iter().map(ToString::to_string).collect();
    if units.is_empty() {
        return;
    }
    context.say(&MeetingAnnounced {
        announcement_id: AnnouncementId::generate().to_string(),
        kind: news.kind().into(),
        units,
        subject_id: news.subject(),
        text: news.text(),
        announce_time: Some(timestamp_to_proto(context.now)),
    });
}

impl News<'_> {
    fn kind(&self) -> AnnouncementKind {
        match self {
            Self::Invitation(_) => AnnouncementKind::Invitation,
            Self::Rescheduled(_) => AnnouncementKind::Rescheduled,
            Self::Cancelled(_) => AnnouncementKind::Cancelled,
            Self::Material(_) => AnnouncementKind::Material,
            Self::MinutesCirculated(..) => AnnouncementKind::MinutesCirculated,
            Self::MinutesIssued(..) => AnnouncementKind::MinutesIssued,
            Self::Bulletin(_) => AnnouncementKind::Bulletin,
        }
    }

    fn subject(&self) -> String {
        match self {
            Self::Invitation(meeting)
            | Self::Rescheduled(meeting)
            | Self::Cancelled(meeting)
            | Self::Material(meeting)
            | Self::MinutesCirculated(meeting, _)
            | Self::MinutesIssued(meeting, _) => meeting.id.to_string(),
            Self::Bulletin(bulletin) => bulletin.id.to_string(),
        }
    }

    fn text(&self) -> String {
        match self {
            Self::Invitation(meeting) => {
                format!("{}定于{}召开，请答复", named(meeting), when_and_where(meeting))
            }
            Self::Rescheduled(meeting) => {
                format!("{}改于{}召开，请重新答复", named(meeting), when_and_where(meeting))
            }
            Self::Cancelled(meeting) => format!("{}已取消", named(meeting)),
            Self::Material(meeting) => format!("{}有新的会议材料", named(meeting)),
            Self::MinutesCirculated(meeting, until) => {
                format!("{}会议纪要征求意见，请于{until}前反馈", named(meeting))
            }
            Self::MinutesIssued(meeting, number) => format!("{}{number}已印发", named(meeting)),
            Self::Bulletin(bulletin) => format!("{}已印发", bulletin.number),
        }
    }
}

fn named(meeting: &Meeting) -> String {
    format!("《{}》", meeting.title)
}

fn when_and_where(meeting: &Meeting) -> String {
    let at = clock::in_county(meeting.start_at).strftime("%Y年%-m月%-d日%H:%M");
    format!("{at}在{}", meeting.place)
}
