//! Only whoever holds the seat of the chief convener (总召集人) consents to topics, or returns them.

use shell::{Context, Error, Role};

use crate::{
    rules::{
        seat_holder::{self, Acting},
        succession::SeatRole,
    },
    store::seat,
};

/// Refuses whoever does not hold the seat today.
pub(crate) async fn must_be_chief_convener(context: &mut Context<'_>) -> Result<(), Error> {
    let seat = seat::on(context.tx, SeatRole::ChiefConvener, clock::civil_date(context.now)).await?;
    let seat = seat.as_ref().map(|seat| (&seat.unit, seat.official.as_ref()));
    let official = context.official()?;
    let caller = context.caller;
    let acting = Acting { unit: &caller.unit, official: &official, leads: caller.has(Role::Leader) };
    Ok(seat_holder::must_be_chief_convener(seat, acting)?)
}
