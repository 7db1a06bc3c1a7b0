//! Fills an empty directory and catalogue, so that a new installation has something to start from. Every fact leaves as an
//! event, so that the other services' copies fill too. Records are written as they come, in their first version: in an empty
//! directory there is nothing to check them against.

mod officials;
mod tables;

use jiff::{Timestamp, civil::date};
use mailbox::{Messages, Outbox};
use proto::reference::v1::{CertificateKeyChanged, OfficialChanged, UnitChanged};
use reference::CalendarYear;
use shell::Error;
use sqlx::PgConnection;

use super::{MapDraft, load_calendar_year, publish_responsibility_map};
use crate::store::{
    item,
    lock::{self, Shared},
};

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
) -> Result<(), Error> {
    lock::take(tx, Shared::Directory).await?;
    let from_lists = seed.lists && reference::store::list_units(tx, None, 1).await?.is_empty();
    let mut messages = outbox.messages();
    if from_lists {
        directory(tx, &mut messages, seed.officials).await?;
    }
    pin(tx, &mut messages, seed.pins).await?;
    if from_lists {
        catalogue(tx, now).await?;
        // Last, since no service is ready without a year: one that is ready has heard of the units and keys before.
        calendar(tx, &mut messages).await?;
    }
    Ok(outbox.send_all(tx, messages).await?)
}

async fn directory(
    tx: &mut PgConnection,
    messages: &mut Messages,
    with_officials: bool,
) -> Result<(), Error> {
    let units = tables::units()?;
    let officials = if with_officials { officials::of(&units)? } else { Vec::new() };
    reference::store::save_units(tx, &units).await?;
    for unit in units {
        messages.say(&UnitChanged { unit: Some(unit.into()) });
    }
    reference::store::save_officials(tx, &officials).await?;
    for official in officials {
        messages.say(&OfficialChanged { official: Some(official.into()) });
    }
    Ok(())
}

/// Pins the keys that the directory does not know. One that was revoked stays revoked.
async fn pin(tx: &mut PgConnection, messages: &mut Messages, pins: Vec<Pin>) -> Result<(), Error> {
    for pin in pins {
        let unit = reference::store::unit(tx, &pin.unit).await?;
        let known = reference::store::key(tx, &pin.fingerprint).await?;
        if let (Some(unit), None) = (unit, known) {
            let key = officials::key_of(&unit, pin);
            reference::store::save_keys(tx, std::slice::from_ref(&key)).await?;
            messages.say(&CertificateKeyChanged { key: Some(key.into()) });
        }
    }
    Ok(())
}

async fn catalogue(tx: &mut PgConnection, now: Timestamp) -> Result<(), Error> {
    lock::take(tx, Shared::Catalogue).await?;
    let (items, responsibilities) = tables::items()?;
    for item in &items {
        item::save(tx, item).await?;
    }
    // The regulation was issued on 2020-09-21; what was decided under it before the platform is loaded as stock.
    let effective_from = date(2020, 10, 1);
    let legal_basis = "县审管责任清单（示例）".to_owned();
    let draft = MapDraft { effective_from, legal_basis, responsibilities };
    publish_responsibility_map(tx, now, draft).await?;
    Ok(())
}

async fn calendar(tx: &mut PgConnection, messages: &mut Messages) -> Result<(), Error> {
    // The newest first: whoever has heard of any has heard of it.
    for (_, text) in workdays::bundled_years().into_iter().rev() {
        load_calendar_year(tx, messages, CalendarYear::parse(text.to_owned(), 0)?).await?;
    }
    Ok(())
}
