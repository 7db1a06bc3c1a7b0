//! Ids of records: UUIDs, one type each.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! record_id {
    ($name:ident, $text:literal) => {
        #[doc = $text]
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A new id; later ids sort after earlier ones.
            #[expect(clippy::disallowed_methods, reason = "this crate is where ids come from")]
            pub fn generate() -> Self {
                Self(Uuid::now_v7())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
    };
}

record_id!(DecisionId, "A licence decision (许可决定).");
record_id!(PushId, "A push (推送).");
record_id!(DeliveryId, "A delivery (送达): a push's copy for one unit.");
record_id!(ReturnId, "One return (退回) of a delivery.");
record_id!(MessageId, "A message of the mailbox.");
record_id!(ParkedId, "A message that a handler refused.");
record_id!(SubjectId, "A supervised subject (监管对象).");
record_id!(DutyId, "A duty (时限义务).");
record_id!(RemarkId, "What was said of a duty's lateness (说明、认定).");
record_id!(NoticeId, "A notice (提醒): what was told to one rung of the ladder.");
record_id!(SubscriptionId, "A subscription (订阅): a unit's way to one receiver.");
record_id!(DispatchId, "A dispatch (发送): one message to one receiver; the same over its attempts.");
record_id!(LetterId, "A supervision letter (督办函).");
record_id!(SilenceId, "A silence (静默): for so long, only a unit's leader is told.");
record_id!(DeputyId, "A deputy (代理) who stands in for an official for some days.");
record_id!(MeetingId, "A meeting of the joint meeting (会议).");
record_id!(ParticipantId, "A participant of a meeting (参会者).");
record_id!(MaterialId, "A material of a meeting (会议材料).");
record_id!(ResolutionId, "A resolution of the joint meeting (议定事项).");
record_id!(ExtensionId, "A later day that was asked for (延期).");
record_id!(RulingId, "A ruling on a matter (处理意见).");
record_id!(AnnouncementId, "What the joint meeting tells units (联席会议通知).");
record_id!(BulletinId, "A bulletin about resolutions (通报).");
record_id!(CommentId, "A comment on minutes (意见).");
record_id!(ReportId, "What was said of a resolution (进展).");
record_id!(MatterId, "A matter that is raised to the joint meeting (提请事项).");
record_id!(RequestId, "One act that a caller asks for: a repeat with the same id is the same act.");
record_id!(SeatId, "A seat (席位) in the roster of the joint meeting.");
record_id!(SeatChangeId, "A change of the roster that a unit proposed (成员调整).");
record_id!(TopicId, "A topic of the joint meeting (议题).");
record_id!(TransitCheckId, "A check of what is still on the way (在途核对).");

impl DutyId {
    /// The duty of `kind` (clock C1, C2, …) about one record: the same inputs give the same id, so that opening a
    /// duty twice opens one.
    pub fn of(kind: &str, subject: Uuid) -> Self {
        Self(Uuid::new_v5(&subject, kind.as_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_matter_has_one_duty() {
        let push = PushId::generate();
        assert_eq!(DutyId::of("C1", push.0), DutyId::of("C1", push.0));
        assert_ne!(DutyId::of("C1", push.0), DutyId::of("C2", push.0));
    }

    #[test]
    fn ids_sort_by_time() {
        let ids: Vec<_> = (0..100).map(|_| PushId::generate()).collect();
        assert!(ids.is_sorted());
    }
}
