//! The joint meeting has something to tell units (联席会议通知).

use std::collections::BTreeSet;

use ids::UnitCode;
use mailbox::{Handle, Received, Rejected};
use proto::{meeting::v1::MeetingAnnounced, words::meeting::AnnouncementKind};
use shell::timestamp_from_proto;
use sqlx::PgConnection;

use crate::{App, model::Announcement, operations};

/// Longest line, in characters.
const LONGEST_TEXT: usize = 1000;

impl Handle<MeetingAnnounced> for App {
    async fn handle(
        &self,
        tx: &mut PgConnection,
        events: &[Received<MeetingAnnounced>],
    ) -> Result<(), Rejected> {
        let mut announcements = Vec::with_capacity(events.len());
        for received in events {
            announcements.push(received.read(read)?);
        }
        let directory = self.reference.directory();
        operations::note_announcements(tx, announcements, &directory, self.resources.clock.now()).await?;
        Ok(())
    }
}

/// None where it tells nobody or nothing.
fn read(event: &MeetingAnnounced) -> Option<Announcement> {
    let units: Option<BTreeSet<UnitCode>> = event.units.iter().map(|unit| unit.parse().ok()).collect();
    Some(Announcement {
        id: event.announcement_id.parse().ok()?,
        kind: AnnouncementKind::numbered(event.kind)?,
        units: units.filter(|units| !units.is_empty())?.into_iter().collect(),
        subject: event.subject_id.parse().ok()?,
        text: Some(event.text.clone())
            .filter(|text| !text.trim().is_empty() && text.chars().count() <= LONGEST_TEXT)?,
        at: timestamp_from_proto(event.announce_time?)?,
    })
}
