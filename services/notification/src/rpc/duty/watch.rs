//! Duties as they change, from a cursor on; a heartbeat says that the stream lives while nothing changes.

use ids::DutyId;
use proto::{
    Rpc,
    notification::v1::{WatchDutiesRequest, WatchDutiesResponse},
};
use shell::{Caller, Cursor, Error, Feed, Watch, Words, as_caller};

use super::present::present_duty;
use crate::{
    App,
    rpc::visible_unit::visible_unit,
    store::{change::list_after, duty::find_all},
};

/// Changed duties on their way to the caller.
pub(super) type DutyStream = Words<WatchDutiesResponse>;

/// Changes that are read at once.
const BATCH: i64 = 100;

/// Streams changes of the duties in the caller's sight.
pub(super) fn watch_duties(
    app: App,
    caller: Caller,
    request: &WatchDutiesRequest,
) -> Result<DutyStream, Error> {
    let watch = Watch {
        resources: app.resources.clone(),
        reference: app.reference.clone(),
        caller: caller.clone(),
        rpc: WatchDutiesRequest::PATH,
        heartbeat: app.heartbeat,
        shutdown: app.shutdown.clone(),
    };
    Ok(watch.start(&request.cursor, Duties { app, caller })?)
}

/// Duties in the caller's sight.
struct Duties {
    app: App,
    caller: Caller,
}

impl Feed for Duties {
    type Word = WatchDutiesResponse;

    async fn read(&self, after: Cursor) -> Result<(Vec<WatchDutiesResponse>, Cursor), Error> {
        let Self { app, caller } = self;
        let mut tx = as_caller(&app.resources, caller).await?;
        let changes = list_after(&mut tx, visible_unit(caller), after.into(), BATCH).await?;
        let mut ids: Vec<DutyId> = changes.iter().map(|(_, id)| *id).collect();
        ids.sort_unstable();
        ids.dedup();
        let duties = find_all(&mut tx, visible_unit(caller), &ids).await?;
        let now = app.resources.clock.now();
        let last = changes.last().map_or(after, |(place, _)| Cursor::from(*place));
        let mut news = Vec::with_capacity(changes.len());
        for (place, id) in changes {
            if let Some(duty) = duties.iter().find(|duty| duty.id == id) {
                let cursor = Cursor::from(place).to_string();
                news.push(WatchDutiesResponse { duty: Some(present_duty(duty, &app.kinds, now)), cursor });
            }
        }
        Ok((news, last))
    }

    fn heartbeat(&self, at: Cursor) -> WatchDutiesResponse {
        WatchDutiesResponse { duty: None, cursor: at.to_string() }
    }
}
