//! Pushes, always without personal data: those travel sealed beside them.

use duty::{deadline_from_proto, deadline_to_proto};
use proto::{exchange::v1::Push as ProtoPush, timestamp_from_proto, timestamp_to_proto};

use crate::model::{Content, Push, push_rule};

/// A push for the wire, without personal data.
pub(crate) fn push_to_proto(push: &Push) -> ProtoPush {
    let mut wire = ProtoPush {
        id: push.id.to_string(),
        sender_unit: push.sender_unit.to_string(),
        sender_service: push.sender_service.clone(),
        source_id: push.source.to_string(),
        title: push.title.clone(),
        push_deadline: deadline_to_proto(&push.deadline, push_rule(push.content.kind())),
        accept_time: Some(timestamp_to_proto(push.accepted_at)),
        map_version: push.map_version,
        stock: push.is_stock(),
        ..ProtoPush::default()
    };
    push.content.clone().put(&mut wire);
    wire
}

/// A push from another service, with its personal data as resealed here; `None` when it makes no sense.
pub(crate) fn push_from_proto(mut wire: ProtoPush, sealed_personal: Vec<u8>) -> Option<Push> {
    let content = Content::take(&mut wire)?;
    Some(Push {
        id: wire.id.parse().ok()?,
        sender_unit: wire.sender_unit.parse().ok()?,
        sender_service: wire.sender_service,
        source: wire.source_id.parse().ok()?,
        title: wire.title,
        content,
        sealed_personal,
        content_version: 1,
        deadline: deadline_from_proto(wire.push_deadline)?,
        accepted_at: timestamp_from_proto(wire.accept_time?)?,
        map_version: wire.map_version,
        message: None,
    })
}
