//! What the joint meeting announced (联席会议通知), as notification heard it.

use proto::notification::v1::ListAnnouncementsRequest;
use scenarios::stage::{Stage, until};

use crate::played::RECIPIENT;

/// Waits until the recipient is told of the meeting; gives the newest announcement about it.
pub(super) async fn announced(stage: &Stage, meeting: &str) -> anyhow::Result<String> {
    let recipient = stage.bureau(RECIPIENT, None)?;
    until("the announcement", async || {
        let listed = recipient.letters()?.list_announcements(ListAnnouncementsRequest::default()).await?;
        let announcements = listed.into_inner().announcements;
        Ok(announcements.into_iter().find(|one| one.subject_id == meeting).map(|one| one.id))
    })
    .await
}
