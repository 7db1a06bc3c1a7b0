//! What a message is about decides what it says, and whether there is still a reason to send it.

use ids::{AnnouncementId, LetterId, NoticeId, SubscriptionId, Uuid};
use proto::words::notification::MessageKind;

/// What a message is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Subject {
    /// Duties of which a notice (提醒) reminds.
    Notice(NoticeId),
    /// A supervision letter (督办函) that is to be answered.
    Letter(LetterId),
    /// What the joint meeting announces (联席会议通知).
    Announcement(AnnouncementId),
    /// Another subscription, which was disabled.
    Disabled(SubscriptionId),
    /// The code that the receiver repeats.
    Code,
    /// Nothing.
    Test,
}

impl Subject {
    /// Its kind.
    pub(crate) fn kind(self) -> MessageKind {
        match self {
            Self::Notice(_) => MessageKind::Notice,
            Self::Letter(_) => MessageKind::Letter,
            Self::Announcement(_) => MessageKind::Announcement,
            Self::Disabled(_) => MessageKind::Disabled,
            Self::Code => MessageKind::Code,
            Self::Test => MessageKind::Test,
        }
    }

    /// The id of what it is about; none of a code and a test.
    pub(crate) fn id(self) -> Option<Uuid> {
        match self {
            Self::Notice(id) => Some(id.0),
            Self::Letter(id) => Some(id.0),
            Self::Announcement(id) => Some(id.0),
            Self::Disabled(id) => Some(id.0),
            Self::Code | Self::Test => None,
        }
    }

    /// The subject of a name of a kind and an id; none where they do not fit.
    pub(crate) fn named(kind: &str, id: Option<Uuid>) -> Option<Self> {
        match (MessageKind::named(kind)?, id) {
            (MessageKind::Notice, Some(id)) => Some(Self::Notice(NoticeId(id))),
            (MessageKind::Letter, Some(id)) => Some(Self::Letter(LetterId(id))),
            (MessageKind::Announcement, Some(id)) => Some(Self::Announcement(AnnouncementId(id))),
            (MessageKind::Disabled, Some(id)) => Some(Self::Disabled(SubscriptionId(id))),
            (MessageKind::Code, None) => Some(Self::Code),
            (MessageKind::Test, None) => Some(Self::Test),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_found_by_its_kind_and_id() {
        for kind in MessageKind::ALL {
            let found = [Some(Uuid::nil()), None].map(|id| Subject::named(kind.name(), id));
            let [one] = found.into_iter().flatten().collect::<Vec<_>>()[..] else { panic!("{kind:?}") };
            assert_eq!(one.kind(), kind);
            assert_eq!(Subject::named(kind.name(), one.id()), Some(one));
        }
        assert_eq!(Subject::named("tost", None), None);
    }
}
