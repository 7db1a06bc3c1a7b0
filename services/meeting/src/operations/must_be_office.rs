//! Only the office (联席会议办公室) does what it does, as the roster is at that moment.

use shell::{Context, Error};

use crate::{
    rules::{office, succession::SeatRole},
    store::seat,
};

/// Refuses any other unit.
pub(crate) async fn must_be_office(context: &mut Context<'_>) -> Result<(), Error> {
    let seat = seat::on(context.tx, SeatRole::Office, clock::civil_date(context.now)).await?;
    Ok(office::must_be_office(seat.as_ref().map(|seat| &seat.unit), &context.caller.unit)?)
}
