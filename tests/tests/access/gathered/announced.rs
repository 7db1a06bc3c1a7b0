//! What the joint meeting announced (联席会议通知): said in the meeting service's database, and heard by notification.

use anyhow::Context;
use ids::AnnouncementId;
use mailbox::Outbox;
use proto::{
    meeting::v1::{AnnouncementKind, MeetingAnnounced},
    notification::v1::ListAnnouncementsRequest,
};
use scenarios::stage::{Stage, until};
use sqlx::{Connection, PgConnection};

use crate::played::{RECIPIENT, instant};

/// The place of the meeting service's database on a stage.
const MEETING: usize = 3;

/// Tells the recipient of the meeting, and waits until that is known; gives the announcement.
pub(super) async fn announced(stage: &Stage, meeting: &str) -> anyhow::Result<String> {
    let id = AnnouncementId::generate().to_string();
    let event = MeetingAnnounced {
        announcement_id: id.clone(),
        kind: AnnouncementKind::Material.into(),
        units: vec![RECIPIENT.to_owned()],
        subject_id: meeting.to_owned(),
        text: "专题联席会议的材料已发送".to_owned(),
        announce_time: Some(instant("2026-10-14T09:00:00+08:00")?),
    };
    let database = stage.ground.databases.get(MEETING).context("the meeting service is installed")?;
    let options = stage.ground.postgres.clone().database(database);
    let mut connection = PgConnection::connect_with(&options).await?;
    let mut tx = connection.begin().await?;
    Outbox::new("meeting").send(&mut tx, &[event]).await?;
    tx.commit().await?;
    let recipient = stage.bureau(RECIPIENT, None)?;
    until("the announcement", async || {
        let listed = recipient.letters()?.list_announcements(ListAnnouncementsRequest::default()).await?;
        Ok(listed.into_inner().announcements.iter().any(|one| one.id == id).then_some(()))
    })
    .await?;
    Ok(id)
}
