//! The office of the joint meeting is whoever has its seat today (联席会议制度二): it owes materials (C13), and resolutions are owed to it.

use ids::UnitCode;
use proto::words::meeting::SeatRole;
use shell::{Context, Error};

use crate::store;

/// The unit that is the office today; none while nobody has its seat.
pub(super) async fn office_today(context: &mut Context<'_>) -> Result<Option<UnitCode>, Error> {
    let seat = store::seat::holder_on(context.tx, SeatRole::Office, clock::civil_date(context.now)).await?;
    Ok(seat.map(|seat| seat.unit))
}
