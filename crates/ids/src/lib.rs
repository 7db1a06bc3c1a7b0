//! A type for every id, so that a unit is never taken for an official and a push never for a delivery.
//!
//! Record ids are UUIDs of version 7 and sort by time of making. Codes of the field (unit, official, item) are
//! short ASCII strings, parsed at the edge and trusted inside.

mod code;
mod record;

pub use code::{BadCode, ItemCode, OfficialId, UnitCode};
pub use record::{
    AnnouncementId, BulletinId, CommentId, DecisionId, DeliveryId, DeputyId, DispatchId, DutyId, ExtensionId,
    LetterId, MaterialId, MatterId, MeetingId, MessageId, NoticeId, ParkedId, ParticipantId, PushId,
    RemarkId, ReportId, RequestId, ResolutionId, ReturnId, RulingId, SeatChangeId, SeatId, SilenceId,
    SubjectId, SubscriptionId, TopicId, TransitCheckId,
};
pub use uuid::Uuid;
