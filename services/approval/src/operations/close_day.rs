//! Closes a day (临时停止办公), for example for a storm, and tells every service: open clocks are counted again.

use proto::reference::v1::ClosureChanged;
use reference::Closure;
use shell::{Context, Error};

use crate::store::lock::{self, Shared};

/// Closes the day, in place of an earlier closure, whatever its version says. One that stands so already is given as it is.
pub(crate) async fn close_day(context: &mut Context<'_>, closure: Closure) -> Result<Closure, Error> {
    lock::take(context.tx, Shared::Directory).await?;
    let before = reference::store::closure(context.tx, closure.date).await?;
    let version = before.as_ref().map_or(0, |before| before.version);
    let standing = Closure { version, lifted: false, ..closure };
    if before.as_ref() == Some(&standing) {
        return Ok(standing);
    }
    let closed = Closure { version: version + 1, ..standing };
    save_and_tell(context, &closed).await?;
    Ok(closed)
}

/// Saves a closure as it is now, and tells every service.
pub(super) async fn save_and_tell(context: &mut Context<'_>, closure: &Closure) -> Result<(), Error> {
    reference::store::save_closure(context.tx, closure).await?;
    context.say(&ClosureChanged { closure: Some(closure.clone().into()) });
    Ok(())
}
