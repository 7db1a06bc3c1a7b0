//! The office tells every unit how far resolutions are (通报).

use std::collections::BTreeSet;

use ids::BulletinId;
use numbers::next_number;
use proto::{meeting::v1::BulletinRow, words::meeting::AnnouncementKind};
use shell::{Context, Error};

use super::announce::announce;
use crate::{
    model::{BULLETINS, Bulletin, Resolution, Step},
    store,
};

/// Issues one of every resolution that no bulletin has told to be done, as it is now, and tells every unit on the roster.
pub(crate) async fn issue_bulletin(context: &mut Context<'_>) -> Result<Bulletin, Error> {
    let step = Step::of(context)?;
    let today = clock::civil_date(step.at);
    let number = next_number(context.tx, BULLETINS, today).await?;
    let resolutions = store::resolution::not_yet_in_a_bulletin(context.tx).await?;
    let bulletin = Bulletin {
        id: BulletinId::generate(),
        number,
        rows: resolutions.iter().map(|resolution| row(resolution, &step)).collect(),
        issued_by: step.by,
        issued_at: step.at,
    };
    store::bulletin::insert(context.tx, &bulletin).await?;
    store::resolution::mark_in_bulletin(context.tx).await?;
    let seats = store::seat::all_on(context.tx, today).await?;
    let units: BTreeSet<_> = seats.into_iter().map(|seat| seat.unit).collect();
    let text = format!("{}已印发", bulletin.number);
    announce(context, &units, AnnouncementKind::Bulletin, bulletin.id.to_string(), text);
    Ok(bulletin)
}

fn row(resolution: &Resolution, step: &Step) -> BulletinRow {
    BulletinRow {
        minutes_number: resolution.minutes.to_string(),
        number: resolution.number,
        text: resolution.text.clone(),
        lead_unit: resolution.lead_unit.to_string(),
        due_on: resolution.due_on().to_string(),
        state: resolution.state.word().into(),
        late: resolution.is_late(step.at),
        extension_count: resolution.extensions,
    }
}
