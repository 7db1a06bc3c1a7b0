//! Which code takes which event.

use std::{collections::HashMap, fmt, sync::Arc};

use futures::future::BoxFuture;
use jiff::Timestamp;
use sqlx::PgConnection;

use crate::{Event, Handle, OnReceipts, Received, ReceivedReceipt, Rejected, Verb, envelope::Envelope};

type Taken<'a> = BoxFuture<'a, Result<(), Rejected>>;
type Handler =
    Box<dyn for<'a> Fn(&'a mut PgConnection, &'a [&'a Envelope], Timestamp) -> Taken<'a> + Send + Sync>;
type ReceiptHandler =
    Box<dyn for<'a> Fn(&'a mut PgConnection, &'a [ReceivedReceipt]) -> Taken<'a> + Send + Sync>;

/// The handlers of a service, by event.
#[derive(Default)]
pub(crate) struct Handlers {
    by_event: HashMap<&'static str, (Verb, Handler)>,
    on_receipts: Option<ReceiptHandler>,
}

impl Handlers {
    /// From now on `handler` takes the events `E`.
    pub(crate) fn add<E: Event, H: Handle<E>>(&mut self, handler: Arc<H>) {
        let erased = erase(move |tx, envelopes, received_at| {
            let handler = Arc::clone(&handler);
            Box::pin(async move {
                let events = decode::<E>(envelopes, received_at)?;
                handler.handle(tx, &events).await
            })
        });
        self.by_event.insert(E::NAME, (E::VERB, erased));
    }

    /// From now on `handler` takes receipts.
    pub(crate) fn set_on_receipts<H: OnReceipts>(&mut self, handler: Arc<H>) {
        self.on_receipts = Some(erase_receipts(move |tx, receipts| {
            let handler = Arc::clone(&handler);
            Box::pin(async move { handler.on_receipts(tx, receipts).await })
        }));
    }

    /// Hands a run of the same event to its handler.
    pub(crate) async fn handle(
        &self,
        tx: &mut PgConnection,
        run: &[&Envelope],
        received_at: Timestamp,
    ) -> Result<(), Rejected> {
        let Some(first) = run.first() else { return Ok(()) };
        let Some((verb, handler)) = self.by_event.get(first.event.as_str()) else {
            return Err(Rejected::Park("this service knows no event of this name".to_owned()));
        };
        // The sender's rights go by verb: an event under another verb may be one that its author may not say.
        if run.iter().any(|envelope| envelope.verb() != Some(verb.as_str())) {
            return Err(Rejected::Park("its subject has another verb than its event".to_owned()));
        }
        handler(tx, run, received_at).await
    }

    /// Tells the owner of messages that they have arrived.
    pub(crate) async fn on_receipts(
        &self,
        tx: &mut PgConnection,
        receipts: &[ReceivedReceipt],
    ) -> Result<(), Rejected> {
        match &self.on_receipts {
            Some(handler) if !receipts.is_empty() => handler(tx, receipts).await,
            _ => Ok(()),
        }
    }
}

impl fmt::Debug for Handlers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.by_event.keys()).finish()
    }
}

fn decode<E: Event>(envelopes: &[&Envelope], received_at: Timestamp) -> Result<Vec<Received<E>>, Rejected> {
    let decoded = envelopes.iter().map(|envelope| {
        let event = E::decode(envelope.body.clone())
            .map_err(|error| Rejected::Park(format!("the body is no {}: {error}", E::NAME)))?;
        Ok(Received {
            id: envelope.id,
            sender: envelope.sender.clone(),
            received_at,
            traceparent: envelope.traceparent.clone(),
            event,
        })
    });
    decoded.collect()
}

/// Tells the compiler that the closure takes any lifetime.
fn erase<F>(handler: F) -> Handler
where
    F: for<'a> Fn(&'a mut PgConnection, &'a [&'a Envelope], Timestamp) -> Taken<'a> + Send + Sync + 'static,
{
    Box::new(handler)
}

/// As [`erase`].
fn erase_receipts<F>(handler: F) -> ReceiptHandler
where
    F: for<'a> Fn(&'a mut PgConnection, &'a [ReceivedReceipt]) -> Taken<'a> + Send + Sync + 'static,
{
    Box::new(handler)
}
