//! The office tells every unit how far resolutions are (通报).

use std::collections::BTreeSet;

use ids::BulletinId;
use mailbox::Outbox;
use proto::meeting::v1::{BulletinRow, ResolutionState};
use sqlx::PgConnection;

use super::announce::{News, announce};
use crate::{
    model::{Bulletin, Resolution, Step},
    store,
};

/// Every resolution that no bulletin has told to be done, as it is now. Every unit on the roster is told.
pub(crate) async fn issue_bulletin(
    tx: &mut PgConnection,
    outbox: &Outbox,
    step: Step,
) -> Result<Bulletin, sqlx::Error> {
    let year = clock::civil_date(step.at).year();
    let number = store::bulletin::next_number(tx, year).await?;
    let resolutions = store::resolution::to_tell_of(tx).await?;
    let bulletin = Bulletin {
        id: BulletinId::generate(),
        number,
        rows: resolutions.iter().map(|resolution| row(resolution, &step)).collect(),
        issued_by: step.by,
        issued_at: step.at,
    };
    store::bulletin::insert(tx, &bulletin).await?;
    store::resolution::set_told(tx).await?;
    let seats = store::seat::all_on(tx, clock::civil_date(bulletin.issued_at)).await?;
    let units: BTreeSet<_> = seats.iter().map(|seat| &seat.unit).collect();
    announce(tx, outbox, (News::Bulletin(&bulletin), bulletin.issued_at), units).await?;
    Ok(bulletin)
}

fn row(resolution: &Resolution, step: &Step) -> BulletinRow {
    BulletinRow {
        minutes_number: resolution.minutes.to_string(),
        number: resolution.number,
        text: resolution.text.clone(),
        lead_unit: resolution.lead_unit.to_string(),
        due_on: resolution.due.on.to_string(),
        state: ResolutionState::from(resolution.state.course()).into(),
        late: resolution.is_late(step.at),
        extension_count: resolution.extensions,
    }
}
