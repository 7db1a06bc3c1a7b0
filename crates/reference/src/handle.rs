//! What a service does with the owner's changes: it keeps them. The snapshot follows within a second.

use std::sync::Arc;

use mailbox::{Builder, Handle, Received, Rejected};
use proto::reference::v1::{
    CalendarYearLoaded, CertificateKeyChanged, ClosureChanged, OfficialChanged, UnitChanged,
};
use refusal::Refusal;
use sqlx::PgConnection;

use crate::{CalendarYear, CertificateKey, Closure, Official, Reference, Unit, store};

impl Reference {
    /// A mailbox that keeps this copy by the owner's changes.
    #[must_use]
    pub fn listen(&self, builder: Builder) -> Builder {
        let reference = Arc::new(self.clone());
        builder
            .on::<UnitChanged, _>(Arc::clone(&reference))
            .on::<OfficialChanged, _>(Arc::clone(&reference))
            .on::<CertificateKeyChanged, _>(Arc::clone(&reference))
            .on::<CalendarYearLoaded, _>(Arc::clone(&reference))
            .on::<ClosureChanged, _>(reference)
    }
}

impl Handle<UnitChanged> for Reference {
    async fn handle(&self, tx: &mut PgConnection, events: &[Received<UnitChanged>]) -> Result<(), Rejected> {
        let units: Vec<Unit> = parsed(events, |event| event.unit.clone())?;
        store::save_units(tx, &units).await?;
        Ok(())
    }
}

impl Handle<OfficialChanged> for Reference {
    async fn handle(
        &self,
        tx: &mut PgConnection,
        events: &[Received<OfficialChanged>],
    ) -> Result<(), Rejected> {
        let officials: Vec<Official> = parsed(events, |event| event.official.clone())?;
        store::save_officials(tx, &officials).await?;
        Ok(())
    }
}

impl Handle<CertificateKeyChanged> for Reference {
    async fn handle(
        &self,
        tx: &mut PgConnection,
        events: &[Received<CertificateKeyChanged>],
    ) -> Result<(), Rejected> {
        let keys: Vec<CertificateKey> = parsed(events, |event| event.key.clone())?;
        store::save_keys(tx, &keys).await?;
        Ok(())
    }
}

impl Handle<CalendarYearLoaded> for Reference {
    async fn handle(
        &self,
        tx: &mut PgConnection,
        events: &[Received<CalendarYearLoaded>],
    ) -> Result<(), Rejected> {
        let calendars: Vec<CalendarYear> = parsed(events, |event| event.calendar.clone())?;
        for calendar in &calendars {
            store::save_calendar_year(tx, calendar).await?;
        }
        Ok(())
    }
}

impl Handle<ClosureChanged> for Reference {
    async fn handle(
        &self,
        tx: &mut PgConnection,
        events: &[Received<ClosureChanged>],
    ) -> Result<(), Rejected> {
        let closures: Vec<Closure> = parsed(events, |event| event.closure.clone())?;
        for closure in &closures {
            store::save_closure(tx, closure).await?;
        }
        Ok(())
    }
}

/// What the events say, or why it can never be understood.
fn parsed<E, Wire, Model>(
    events: &[Received<E>],
    content: impl Fn(&E) -> Option<Wire>,
) -> Result<Vec<Model>, Rejected>
where
    Model: TryFrom<Wire, Error = Refusal>,
{
    let mut models = Vec::with_capacity(events.len());
    for received in events {
        let wire = content(&received.event).ok_or_else(|| received.unreadable())?;
        models.push(Model::try_from(wire).map_err(|refusal| Rejected::Park(refusal.to_string()))?);
    }
    Ok(models)
}
