//! Fills an empty directory and catalogue, so that a new installation has something to start from. Every fact leaves as an
//! event, so that the other services' copies fill too.

mod officials;
mod tables;

use jiff::{Timestamp, civil::date};
use mailbox::Outbox;
use reference::CalendarYear;
use refusal::Refusal;
use sqlx::PgConnection;

use super::MapDraft;
use crate::store::lock::{self, Shared};

pub(crate) use tables::{Pin, pins};

/// What a service that starts brings along.
#[derive(Clone, Default, Debug)]
pub(crate) struct Seed {
    /// Fill an empty directory and catalogue from the lists that come with the program.
    pub(crate) lists: bool,
    /// Development: two officials a unit, besides.
    pub(crate) officials: bool,
    /// Development: keys of the units' systems, each with the roles that fit its unit.
    pub(crate) pins: Vec<Pin>,
}

/// Seeds what is not there yet. Safe to run at every start, and by several replicas at once.
pub(crate) async fn seed(
    outbox: &Outbox,
    tx: &mut PgConnection,
    now: Timestamp,
    seed: Seed,
) -> Result<(), shell::Error> {
    lock::take(tx, Shared::Directory).await?;
    let from_lists = seed.lists && reference::store::list_units(tx, None, 1).await?.is_empty();
    if from_lists {
        directory(outbox, tx, seed.officials).await?;
    }
    pin(outbox, tx, seed.pins).await?;
    if from_lists {
        catalogue(tx, now).await?;
        // Last, since no service is ready without a year: one that is ready has heard of the units and keys before.
        calendar(outbox, tx).await?;
    }
    Ok(())
}

async fn directory(outbox: &Outbox, tx: &mut PgConnection, with_officials: bool) -> Result<(), shell::Error> {
    let units = tables::units()?;
    let officials = officials::of(&units)?;
    all(super::save_unit(outbox, tx, units).await?)?;
    if with_officials {
        all(super::save_official(outbox, tx, officials).await?)?;
    }
    Ok(())
}

async fn catalogue(tx: &mut PgConnection, now: Timestamp) -> Result<(), shell::Error> {
    let (items, responsibilities) = tables::items()?;
    all(super::save_item(tx, items).await?)?;
    // The regulation was issued on 2020-09-21; what was decided under it before the platform is loaded as stock.
    let effective_from = date(2020, 10, 1);
    let legal_basis = "县审管责任清单（示例）".to_owned();
    let draft = MapDraft { effective_from, legal_basis, responsibilities };
    all(super::publish_responsibility_map(tx, now, vec![draft]).await?)
}

async fn calendar(outbox: &Outbox, tx: &mut PgConnection) -> Result<(), shell::Error> {
    let mut years = Vec::new();
    // The newest first: whoever has heard of any has heard of it.
    for (_, text) in workdays::bundled_years().into_iter().rev() {
        years.push(CalendarYear::parse(text.to_owned(), 0)?);
    }
    all(super::load_calendar_year(outbox, tx, years).await?)
}

/// Pins the keys that the directory does not know. One that was revoked stays revoked.
async fn pin(outbox: &Outbox, tx: &mut PgConnection, pins: Vec<Pin>) -> Result<(), shell::Error> {
    let mut keys = Vec::new();
    for pin in pins {
        let unit = reference::store::unit(tx, &pin.unit).await?;
        let known = reference::store::key(tx, &pin.fingerprint).await?;
        if let (Some(unit), None) = (unit, known) {
            keys.push(officials::key_of(&unit, pin));
        }
    }
    all(super::pin_certificate_key(outbox, tx, keys).await?)
}

/// A seed that is refused is a fault of the program or of the settings.
fn all<T>(outcomes: Vec<Result<T, Refusal>>) -> Result<(), shell::Error> {
    for outcome in outcomes {
        outcome.map_err(|refusal| shell::Error::Fault(format!("seed: {refusal}")))?;
    }
    Ok(())
}
