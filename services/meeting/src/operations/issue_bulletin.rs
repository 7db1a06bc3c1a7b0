//! The office tells every unit how far resolutions are (通报).

use std::collections::BTreeSet;

use ids::BulletinId;
use proto::meeting::v1::{BulletinRow, ResolutionState};
use shell::{Context, Error};

use super::announce::{News, announce};
use crate::{
    model::{Bulletin, Resolution, Step},
    store,
};

/// Every resolution that no bulletin has told to be done, as it is now. Every unit on the roster is told.
pub(crate) async fn issue_bulletin(context: &mut Context<'_>) -> Result<Bulletin, Error> {
    let step = Step::of(context)?;
    let today = clock::civil_date(step.at);
    let number = store::bulletin::next_number(context.tx, today.year()).await?;
    let resolutions = store::resolution::to_tell_of(context.tx).await?;
    let bulletin = Bulletin {
        id: BulletinId::generate(),
        number,
        rows: resolutions.iter().map(|resolution| row(resolution, &step)).collect(),
        issued_by: step.by,
        issued_at: step.at,
    };
    store::bulletin::insert(context.tx, &bulletin).await?;
    store::resolution::set_told(context.tx).await?;
    let seats = store::seat::all_on(context.tx, today).await?;
    let units: BTreeSet<_> = seats.iter().map(|seat| &seat.unit).collect();
    announce(context, &News::Bulletin(&bulletin), units);
    Ok(bulletin)
}

fn row(resolution: &Resolution, step: &Step) -> BulletinRow {
    BulletinRow {
        minutes_number: resolution.minutes.to_string(),
        number: resolution.number,
        text: resolution.text.clone(),
        lead_unit: resolution.lead_unit.to_string(),
        due_on: resolution.due_on().to_string(),
        state: ResolutionState::from(resolution.state.course()).into(),
        late: resolution.is_late(step.at),
        extension_count: resolution.extensions,
    }
}
