//! One message for each thing that is told and each receiver that is to hear of it, in the transaction that tells it.

use std::time::Duration;

use ids::NoticeId;
use jiff::Timestamp;
use sqlx::PgConnection;

use super::Audience;
use crate::{
    model::{Announcement, Letter, Subject, Subscription},
    rules::receivers::About,
    store::{
        dispatch::{NewDispatch, insert_all},
        notice::Key,
    },
};

/// How long duties join a notice, which may be written in several batches.
pub(super) const MOMENT: Duration = Duration::from_secs(2);
/// How long a message waits for the whole of its notice: longer, so that whoever joined in time has committed.
const WAIT: Duration = Duration::from_secs(3);

/// Something that is told.
pub(crate) enum ToSend<'a> {
    Notice(NoticeToSend<'a>),
    Letter(&'a Letter),
    Announcement(&'a Announcement),
}

/// A notice, and what it says of duties.
pub(crate) struct NoticeToSend<'a> {
    pub(crate) id: NoticeId,
    pub(crate) key: &'a Key,
    pub(crate) about: Vec<&'a About>,
}

/// Makes the messages.
pub(crate) async fn fan_out(
    tx: &mut PgConnection,
    audience: &Audience,
    told: &[ToSend<'_>],
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    let mut new = Vec::new();
    for told in told {
        for to in audience.subscriptions.iter().filter(|to| told.concerns(to, audience)) {
            new.push(NewDispatch { wait: told.wait(), ..NewDispatch::new(to, told.subject()) });
        }
    }
    insert_all(tx, &new, now).await
}

impl ToSend<'_> {
    /// Whether a subscription is to hear of it.
    fn concerns(&self, to: &Subscription, Audience { situation, .. }: &Audience) -> bool {
        match self {
            Self::Notice(notice) => situation.hears(to, notice.key, &notice.about),
            Self::Letter(letter) => situation.receiver(to).receives_letters(&letter.unit),
            Self::Announcement(announcement) => {
                let receiver = situation.receiver(to);
                announcement.units.iter().any(|unit| receiver.receives_announcements(unit))
            }
        }
    }

    fn subject(&self) -> Subject {
        match self {
            Self::Notice(notice) => Subject::Notice(notice.id),
            Self::Letter(letter) => Subject::Letter(letter.id),
            Self::Announcement(announcement) => Subject::Announcement(announcement.id),
        }
    }

    fn wait(&self) -> Duration {
        match self {
            Self::Notice(_) => WAIT,
            Self::Letter(_) | Self::Announcement(_) => Duration::ZERO,
        }
    }
}
