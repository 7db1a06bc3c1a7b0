//! The office sends a material (议题材料); late ones are sent all the same.

use mailbox::Outbox;
use refusal::Refusal;
use seal::Keyring;
use sqlx::PgConnection;

use super::{
    announce::{News, announce},
    materials_due::discharged,
    whom_to_tell::whom_to_tell,
};
use crate::{
    model::{Material, Meeting, cover},
    rules::meeting_course::Act,
    store,
};

/// Keeps it; gives the meeting and all its materials. The one that completes the agenda ends the duty to send them (C13).
pub(crate) async fn send_material(
    tx: &mut PgConnection,
    outbox: &Outbox,
    material: &Material,
    (content, keys): (&[u8], &Keyring),
) -> Result<Result<(Meeting, Vec<Material>), Refusal>, sqlx::Error> {
    let Some(meeting) = store::meeting::lock(tx, material.meeting).await? else {
        return Ok(Err(Refusal::not_found("meeting", "会议")));
    };
    if let Err(refusal) = meeting.state.course().allows(Act::SendMaterial) {
        return Ok(Err(refusal));
    }
    if material.topic.is_some_and(|topic| !meeting.topics.contains(&topic)) {
        let (en, zh) = ("the topic is not on the agenda", "该议题不在会议议程上");
        return Ok(Err(Refusal::field("topic_id", "unknown", en, zh)));
    }
    let mut materials = store::material::of_meeting(tx, meeting.id).await?;
    let was_complete = cover(&materials, &meeting);
    store::material::insert(tx, material, content, keys).await?;
    materials.push(material.clone());
    if let (false, true, Some(due)) = (was_complete, cover(&materials, &meeting), meeting.state.materials()) {
        outbox.send(tx, &[discharged(due, material.sent.at)]).await?;
    }
    let units = whom_to_tell(tx, &meeting).await?;
    announce(tx, outbox, (News::Material(&meeting), material.sent.at), &units).await?;
    Ok(Ok((meeting, materials)))
}
