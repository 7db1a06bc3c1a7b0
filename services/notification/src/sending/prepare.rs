//! What is due: claimed, and written down as it is at this moment, in one transaction.

use std::time::Duration;

use channels::Outgoing;
use ids::Uuid;

use super::facts::Facts;
use crate::{
    App,
    model::Subject,
    operations::{self, Attempted, Tried},
    store::{
        self,
        attempt::{ClaimLimits, Claimed},
    },
};

/// How long a message is a process's own; longer than any attempt takes.
pub(super) const LEASE: Duration = Duration::from_mins(1);

/// A message that leaves.
pub(super) struct Prepared {
    pub(super) claimed: Claimed,
    pub(super) message: Outgoing,
}

impl Prepared {
    /// What may be kept of what is said: all but a code.
    pub(super) fn said(&self) -> Option<String> {
        (self.claimed.subject != Subject::Code).then(|| self.message.text.clone())
    }
}

/// What was claimed in one go.
pub(super) struct Batch {
    pub(super) leaving: Vec<Prepared>,
    /// How many messages were leased, those that turned out to be needless too.
    pub(super) leased: usize,
}

/// Leases what is due, of at most so many subscriptions, and writes it down. What is needless by now is dropped, with the reason.
pub(super) async fn prepare(app: &App, busy: &[Uuid], most: usize) -> anyhow::Result<Batch> {
    let now = app.resources.clock.now();
    let limits = ClaimLimits {
        busy,
        open: app.office_hours.are_open(now, &app.reference.calendar()),
        most: i64::try_from(most).unwrap_or(i64::MAX),
        of_a_webhook: app.pace.webhook_at_once,
        pace: &app.pace.attempts_a_minute(),
        lease: LEASE,
        now,
    };
    let mut tx = database::begin(&app.system).await?;
    let claimed = store::attempt::claim(&mut tx, &limits).await?;
    let leased = claimed.len();
    let facts = Facts::read(&mut tx, &claimed, app).await?;
    let mut leaving = Vec::with_capacity(leased);
    let mut needless = Vec::new();
    for claimed in claimed {
        match facts.message(app, &claimed) {
            Ok(facts) => {
                let kind = claimed.subject.kind();
                let message = app.messages.write(kind, claimed.id.0, claimed.created_at, &facts)?;
                leaving.push(Prepared { claimed, message });
            }
            Err(reason) => needless.push(Tried { claimed, attempted: Attempted::Needless(reason) }),
        }
    }
    let needless: Vec<&Tried> = needless.iter().collect();
    operations::settle_dispatches(&mut tx, &needless, &app.reference.directory(), now).await?;
    tx.commit().await?;
    Ok(Batch { leaving, leased })
}
