//! Closes days (临时停止办公), for example for a storm, and tells every service: open clocks are counted again.

use mailbox::Outbox;
use proto::reference::v1::ClosureChanged;
use reference::Closure;
use sqlx::PgConnection;

use super::Outcomes;
use crate::store::lock::{self, Shared};

/// Closes each day, in place of an earlier closure, whatever its version says. One that stands so already is given as it is.
pub(crate) async fn close_day(
    outbox: &Outbox,
    tx: &mut PgConnection,
    closures: Vec<Closure>,
) -> Outcomes<Closure> {
    lock::take(tx, Shared::Directory).await?;
    let mut outcomes = Vec::new();
    for closure in closures {
        let before = reference::store::closure(tx, closure.date).await?;
        let version = before.as_ref().map_or(0, |before| before.version);
        let standing = Closure { version, lifted: false, ..closure };
        if before.as_ref() == Some(&standing) {
            outcomes.push(Ok(standing));
            continue;
        }
        let closed = Closure { version: version + 1, ..standing };
        save_and_tell(outbox, tx, &closed).await?;
        outcomes.push(Ok(closed));
    }
    Ok(outcomes)
}

/// Saves a closure as it is now, and tells every service.
pub(super) async fn save_and_tell(
    outbox: &Outbox,
    tx: &mut PgConnection,
    closure: &Closure,
) -> Result<(), shell::Error> {
    reference::store::save_closure(tx, closure).await?;
    outbox.send(tx, &[ClosureChanged { closure: Some(closure.clone().into()) }]).await?;
    Ok(())
}
