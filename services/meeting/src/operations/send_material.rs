//! The office sends a material (议题材料); late ones are sent all the same.

use proto::words::meeting::AnnouncementKind;
use refusal::Refusal;
use seal::Keyring;
use shell::{Context, Error};

use super::{announce::tell_invited, lock_meeting};
use crate::{
    model::{Material, Meeting, cover},
    store,
};

/// Keeps it; returns the meeting and all its materials. The one that completes the agenda ends the duty to send them (C13).
pub(crate) async fn send_material(
    context: &mut Context<'_>,
    material: &Material,
    file: &[u8],
    keys: &Keyring,
) -> Result<(Meeting, Vec<Material>), Error> {
    let meeting = lock_meeting(context, material.meeting).await?;
    let due = meeting.state.must_be_invited_to()?;
    if material.topic.is_some_and(|topic| !meeting.topics.contains(&topic)) {
        let en = "the topic is not on the agenda";
        return Err(Refusal::field("topic_id", "unknown", en, "该议题不在会议议程上").into());
    }
    let mut materials = store::material::of_meeting(context.tx, meeting.id).await?;
    let was_complete = cover(&materials, &meeting);
    store::material::insert(context.tx, material, file, keys).await?;
    materials.push(material.clone());
    if !was_complete && cover(&materials, &meeting) {
        context.say_any(due.discharged(material.sent.at));
    }
    tell_invited(context, AnnouncementKind::Material, &meeting, "有新的会议材料").await?;
    Ok((meeting, materials))
}
