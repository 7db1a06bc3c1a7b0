//! The office tells every unit how far resolutions are (通报).

use ids::BulletinId;
use proto::meeting::v1::{BulletinRow, ResolutionState};
use sqlx::PgConnection;

use crate::{
    model::{Bulletin, Resolution, Step},
    store,
};

/// Every resolution that no bulletin has told to be done, as it is now.
pub(crate) async fn issue_bulletin(tx: &mut PgConnection, step: Step) -> Result<Bulletin, sqlx::Error> {
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
