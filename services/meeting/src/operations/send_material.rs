//! The office sends a material (议题材料); late ones are sent all the same.

use refusal::Refusal;
use seal::Keyring;
use shell::{Context, Error};

use super::{
    announce::{News, announce},
    whom_to_tell::whom_to_tell,
};
use crate::{
    model::{Material, Meeting, cover},
    rules::meeting_course::Act,
    store,
};

/// Keeps it; gives the meeting and all its materials. The one that completes the agenda ends the duty to send them (C13).
pub(crate) async fn send_material(
    context: &mut Context<'_>,
    material: &Material,
    file: &[u8],
    keys: &Keyring,
) -> Result<(Meeting, Vec<Material>), Error> {
    let meeting = store::meeting::lock(context.tx, material.meeting).await?;
    let meeting = meeting.ok_or_else(|| Refusal::not_found("meeting", "会议"))?;
    meeting.state.course().allows(Act::SendMaterial)?;
    if material.topic.is_some_and(|topic| !meeting.topics.contains(&topic)) {
        let en = "the topic is not on the agenda";
        return Err(Refusal::field("topic_id", "unknown", en, "该议题不在会议议程上").into());
    }
    let mut materials = store::material::of_meeting(context.tx, meeting.id).await?;
    let was_complete = cover(&materials, &meeting);
    store::material::insert(context.tx, material, file, keys).await?;
    materials.push(material.clone());
    if !was_complete && cover(&materials, &meeting) {
        let due = meeting.state.materials();
        if let Some(discharged) = due.and_then(|due| due.discharged(material.sent.at)) {
            context.say(&discharged);
        }
    }
    let units = whom_to_tell(context.tx, &meeting).await?;
    announce(context, &News::Material(&meeting), &units);
    Ok((meeting, materials))
}
