//! Notices from a cursor on, and a heartbeat when there are none.

use proto::{
    Rpc,
    notification::v1::{WatchNoticesRequest, WatchNoticesResponse},
};
use shell::{Caller, Cursor, Error, Feed, Watch, Words, as_caller};

use super::{present_notice, sight::sight};
use crate::{
    App,
    store::notice::{Filter, list, list_after},
};

pub(super) type Told = Words<WatchNoticesResponse>;

const BATCH: i64 = 100;

/// Streams what is told of the duties that the caller sees.
pub(super) fn watch_notices(app: App, caller: Caller, request: &WatchNoticesRequest) -> Result<Told, Error> {
    let watch = Watch {
        doors: app.doors.clone(),
        reference: app.reference.clone(),
        caller: caller.clone(),
        rpc: WatchNoticesRequest::PATH,
        heartbeat: app.heartbeat,
        shutdown: app.shutdown.clone(),
    };
    let levels = present_notice::levels(&request.levels)?;
    Ok(watch.start(&request.cursor, Notices { app, caller, levels })?)
}

/// The notices that the caller sees.
struct Notices {
    app: App,
    caller: Caller,
    levels: Vec<String>,
}

impl Feed for Notices {
    type Word = WatchNoticesResponse;

    async fn read(&self, after: Cursor) -> Result<(Vec<WatchNoticesResponse>, Cursor), Error> {
        let Self { app, caller, levels } = self;
        let mut tx = as_caller(&app.doors, caller).await?;
        let places = list_after(&mut tx, sight(caller), levels, after.into(), BATCH).await?;
        let last = places.last().map_or(after, |(place, _)| Cursor::from(*place));
        let ids: Vec<_> = places.iter().map(|(_, id)| id.0).collect();
        let reader = caller.official.as_ref().map_or("", |official| official.id.as_str());
        let filter = Filter { ids: Some(&ids), limit: BATCH, ..Filter::of(sight(caller), levels, reader) };
        let notices = list(&mut tx, &filter).await?;
        let mut news = Vec::with_capacity(places.len());
        for (place, id) in places {
            if let Some(notice) = notices.iter().find(|notice| notice.id == id) {
                let notice = Some(present_notice::notice(app, notice));
                news.push(WatchNoticesResponse { notice, cursor: Cursor::from(place).to_string() });
            }
        }
        Ok((news, last))
    }

    fn heartbeat(&self, at: Cursor) -> WatchNoticesResponse {
        WatchNoticesResponse { notice: None, cursor: at.to_string() }
    }
}
