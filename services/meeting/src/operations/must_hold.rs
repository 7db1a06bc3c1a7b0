//! Whether the caller holds a seat (席位), as the roster is at that moment: the office by its unit, the chief convener in person.

use proto::words::meeting::SeatRole;
use shell::{Context, Error, Role};

use crate::{
    model::Seat,
    rules::{
        office::must_be_office,
        seat_holder::{Actor, must_be_chief_convener},
    },
    store,
};

/// Refuses whoever does not hold the seat.
pub(crate) async fn must_hold(context: &mut Context<'_>, role: SeatRole) -> Result<(), Error> {
    let seat = store::seat::holder_on(context.tx, role, clock::civil_date(context.now)).await?;
    let caller = context.caller;
    if role == SeatRole::Office {
        return Ok(must_be_office(seat.as_ref().map(|seat| &seat.unit), &caller.unit)?);
    }
    let official = context.official()?;
    let acting = Actor { unit: &caller.unit, official: &official, leads: caller.has(Role::Leader) };
    Ok(must_be_chief_convener(seat.as_ref().map(Seat::holder), acting)?)
}
