//! Notices as they are made, from a cursor on; a heartbeat says that the stream lives while there are none.

use proto::{
    Rpc,
    notification::v1::{WatchNoticesRequest, WatchNoticesResponse},
    words::notification::Level,
};
use shell::{Caller, Cursor, Error, Feed, Watch, Words, as_caller};

use super::{levels::parse_levels, present::present_notice};
use crate::{
    App,
    rpc::visible_unit::visible_unit,
    store::notice::{Filter, list, list_after},
};

/// Notices on their way to the caller.
pub(super) type NoticeStream = Words<WatchNoticesResponse>;

/// Notices that are read at once.
const BATCH: i64 = 100;

/// Streams notices of the duties in the caller's sight.
pub(super) fn watch_notices(
    app: App,
    caller: Caller,
    request: &WatchNoticesRequest,
) -> Result<NoticeStream, Error> {
    let watch = Watch {
        resources: app.resources.clone(),
        reference: app.reference.clone(),
        caller: caller.clone(),
        rpc: WatchNoticesRequest::PATH,
        heartbeat: app.heartbeat,
        shutdown: app.shutdown.clone(),
    };
    let levels = parse_levels(&request.levels)?;
    Ok(watch.start(&request.cursor, Notices { app, caller, levels })?)
}

/// Notices in the caller's sight, to these levels.
struct Notices {
    app: App,
    caller: Caller,
    levels: Vec<Level>,
}

impl Feed for Notices {
    type Word = WatchNoticesResponse;

    async fn read(&self, after: Cursor) -> Result<(Vec<WatchNoticesResponse>, Cursor), Error> {
        let Self { app, caller, levels } = self;
        let mut tx = as_caller(&app.resources, caller).await?;
        let places = list_after(&mut tx, visible_unit(caller), levels, after.into(), BATCH).await?;
        let last = places.last().map_or(after, |(place, _)| Cursor::from(*place));
        let ids: Vec<_> = places.iter().map(|(_, id)| id.0).collect();
        let reader = caller.official.as_ref().map_or("", |official| official.id.as_str());
        let filter =
            Filter { ids: Some(&ids), limit: BATCH, ..Filter::of(visible_unit(caller), levels, reader) };
        let notices = list(&mut tx, &filter).await?;
        let mut news = Vec::with_capacity(places.len());
        for (place, id) in places {
            if let Some(notice) = notices.iter().find(|notice| notice.id == id) {
                let notice = Some(present_notice(app, notice));
                news.push(WatchNoticesResponse { notice, cursor: Cursor::from(place).to_string() });
            }
        }
        Ok((news, last))
    }

    fn heartbeat(&self, at: Cursor) -> WatchNoticesResponse {
        WatchNoticesResponse { notice: None, cursor: at.to_string() }
    }
}
