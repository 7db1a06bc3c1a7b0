//! Changes of duties from a cursor on, and a heartbeat when there are none.

use ids::DutyId;
use proto::{
    Rpc,
    notification::v1::{WatchDutiesRequest, WatchDutiesResponse},
};
use shell::{Caller, Cursor, Error, Feed, Watch, Words, as_caller};

use super::{present, sight::sight};
use crate::{
    App,
    store::{change::list_after, duty::find_all},
};

pub(super) type Changes = Words<WatchDutiesResponse>;

const BATCH: i64 = 100;

/// Streams what happens to the duties that the caller sees.
pub(super) fn watch_duties(app: App, caller: Caller, request: &WatchDutiesRequest) -> Result<Changes, Error> {
    let watch = Watch {
        doors: app.doors.clone(),
        reference: app.reference.clone(),
        caller: caller.clone(),
        rpc: WatchDutiesRequest::PATH,
        heartbeat: app.heartbeat,
        shutdown: app.shutdown.clone(),
    };
    Ok(watch.start(&request.cursor, Duties { app, caller })?)
}

/// The duties that the caller sees.
struct Duties {
    app: App,
    caller: Caller,
}

impl Feed for Duties {
    type Word = WatchDutiesResponse;

    async fn read(&self, after: Cursor) -> Result<(Vec<WatchDutiesResponse>, Cursor), Error> {
        let Self { app, caller } = self;
        let mut tx = as_caller(&app.doors, caller).await?;
        let changes = list_after(&mut tx, sight(caller), after.into(), BATCH).await?;
        let mut ids: Vec<DutyId> = changes.iter().map(|(_, id)| *id).collect();
        ids.sort_unstable();
        ids.dedup();
        let duties = find_all(&mut tx, sight(caller), &ids).await?;
        let now = app.doors.clock.now();
        let last = changes.last().map_or(after, |(place, _)| Cursor::from(*place));
        let mut news = Vec::with_capacity(changes.len());
        for (place, id) in changes {
            if let Some(duty) = duties.iter().find(|duty| duty.id == id) {
                let cursor = Cursor::from(place).to_string();
                news.push(WatchDutiesResponse { duty: Some(present::duty(duty, &app.kinds, now)), cursor });
            }
        }
        Ok((news, last))
    }

    fn heartbeat(&self, at: Cursor) -> WatchDutiesResponse {
        WatchDutiesResponse { duty: None, cursor: at.to_string() }
    }
}
