//! What the joint meeting tells units (联席会议通知): one event, which `notification` carries to their subscribers.

use std::collections::BTreeSet;

use ids::{AnnouncementId, UnitCode};
use proto::{meeting::v1::MeetingAnnounced, timestamp_to_proto, words::meeting::AnnouncementKind};
use shell::{Context, Error};

use crate::{
    model::{Meeting, Participant},
    store,
};

/// Tells these units `text` about the meeting or the bulletin `subject_id`; says nothing where there is no unit.
pub(super) fn announce(
    context: &mut Context<'_>,
    units: &BTreeSet<UnitCode>,
    kind: AnnouncementKind,
    subject_id: String,
    text: String,
) {
    if units.is_empty() {
        return;
    }
    context.say(&MeetingAnnounced {
        announcement_id: AnnouncementId::generate().to_string(),
        kind: kind.into(),
        units: units.iter().map(ToString::to_string).collect(),
        subject_id,
        text,
        announce_time: Some(timestamp_to_proto(context.now)),
    });
}

/// Tells these units `what` of a meeting.
pub(super) fn announce_meeting(
    context: &mut Context<'_>,
    units: &BTreeSet<UnitCode>,
    kind: AnnouncementKind,
    meeting: &Meeting,
    what: &str,
) {
    announce(context, units, kind, meeting.id.to_string(), format!("《{}》{what}", meeting.title));
}

/// Tells whoever was invited `what` of a meeting, and the units that convene it and preside over it; nobody before the first invitation.
pub(super) async fn tell_invited(
    context: &mut Context<'_>,
    kind: AnnouncementKind,
    meeting: &Meeting,
    what: &str,
) -> Result<(), Error> {
    let participants = store::participant::of_meeting(context.tx, meeting.id).await?;
    let mut units: BTreeSet<_> = participants.iter().filter_map(Participant::unit).cloned().collect();
    if !units.is_empty() {
        units.extend(chairs(context, meeting).await?);
    }
    announce_meeting(context, &units, kind, meeting, what);
    Ok(())
}

/// The units of the seats that convene a meeting and preside over it.
pub(super) async fn chairs(
    context: &mut Context<'_>,
    meeting: &Meeting,
) -> Result<BTreeSet<UnitCode>, Error> {
    let mut units = BTreeSet::new();
    for id in [meeting.convened_by, meeting.presided_by] {
        units.extend(store::seat::find(context.tx, id).await?.map(|seat| seat.unit));
    }
    Ok(units)
}

/// When and where a meeting takes place.
pub(super) fn when_and_where(meeting: &Meeting) -> String {
    let at = clock::in_county(meeting.start_at).strftime("%Y年%-m月%-d日%H:%M");
    format!("{at}在{}", meeting.place)
}
