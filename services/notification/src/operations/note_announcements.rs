//! Keeps what the joint meeting announces (联席会议通知), and tells the units that it names.

use jiff::Timestamp;
use reference::Directory;
use sqlx::PgConnection;

use super::{Audience, ToSend, fan_out};
use crate::{model::Announcement, store};

/// Tells what was not told before: an announcement that comes again is told once.
pub(crate) async fn note_announcements(
    tx: &mut PgConnection,
    announcements: Vec<Announcement>,
    directory: &Directory,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    let mut new = Vec::with_capacity(announcements.len());
    for announcement in announcements {
        if store::announcement::insert(tx, &announcement).await? {
            new.push(announcement);
        }
    }
    if new.is_empty() {
        return Ok(());
    }
    let units = new.iter().flat_map(|announcement| &announcement.units);
    let audience = Audience::of(tx, units, directory, now).await?;
    let told: Vec<ToSend<'_>> = new.iter().map(ToSend::Announcement).collect();
    fan_out(tx, &audience, &told, now).await
}
