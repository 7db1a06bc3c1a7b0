//! WatchDeliveries: changes from a cursor on, and a heartbeat when there are none.

use std::time::Duration;

use ids::DeliveryId;
use proto::exchange::v1::{WatchDeliveriesRequest, WatchDeliveriesResponse};
use refusal::{Kind, Refusal};
use shell::{Caller, Error, as_caller, refused};
use tokio::{
    sync::mpsc,
    time::{Instant, MissedTickBehavior, interval},
};
use tokio_stream::wrappers::ReceiverStream;
use tonic::Status;
use tracing::Instrument;

use super::present;
use crate::{
    Exchange, Host,
    policy::paths,
    store::{
        change::{Cursor, list_after},
        delivery::find_all_received,
    },
};

pub(super) type Changes = ReceiverStream<Result<WatchDeliveriesResponse, Status>>;

/// How often the feed is read; a change is seen within this time.
const PACE: Duration = Duration::from_millis(500);
const BATCH: i64 = 100;

/// Streams what happens to the deliveries of the caller's unit. Whoever was cut off resumes from the last cursor.
pub(super) fn watch_deliveries<H: Host>(
    exchange: Exchange<H>,
    caller: Caller,
    request: &WatchDeliveriesRequest,
) -> Result<Changes, Error> {
    let cursor = parse(&request.cursor)?;
    let (sender, receiver) = mpsc::channel(16);
    let watch = async move {
        let stopped = follow(&exchange, &caller, cursor, &sender).await;
        if let Err(error) = stopped {
            // A reader who went away is no longer there to be told.
            let _ = sender
                .send(Err(refused(&exchange.doors, &caller, paths::WATCH_DELIVERIES, error).await))
                .await;
        }
    };
    tokio::spawn(watch.in_current_span());
    Ok(ReceiverStream::new(receiver))
}

/// Ends with `Ok` when the reader went away.
async fn follow<H: Host>(
    exchange: &Exchange<H>,
    caller: &Caller,
    mut cursor: Cursor,
    reader: &mpsc::Sender<Result<WatchDeliveriesResponse, Status>>,
) -> Result<(), Error> {
    let mut pace = interval(PACE);
    pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut last_word = Instant::now();
    loop {
        tokio::select! {
            _ = pace.tick() => {}
            () = reader.closed() => return Ok(()),
            () = exchange.shutdown.cancelled() => return Err(ending().into()),
        }
        caller.still_stands(&exchange.reference.directory())?;
        let news = read(exchange, caller, &mut cursor).await?;
        let silent = news.is_empty() && last_word.elapsed() >= exchange.heartbeat;
        let heartbeat = silent.then(|| WatchDeliveriesResponse { delivery: None, cursor: text(cursor) });
        for word in news.into_iter().chain(heartbeat) {
            last_word = Instant::now();
            if reader.send(Ok(word)).await.is_err() {
                return Ok(());
            }
        }
    }
}

async fn read<H: Host>(
    exchange: &Exchange<H>,
    caller: &Caller,
    cursor: &mut Cursor,
) -> Result<Vec<WatchDeliveriesResponse>, Error> {
    let mut tx = as_caller(&exchange.doors, caller).await?;
    let changes: Vec<(Cursor, DeliveryId)> = list_after(&mut tx, &caller.unit, *cursor, BATCH).await?;
    let ids: Vec<DeliveryId> = changes.iter().map(|(_, id)| *id).collect();
    let deliveries = find_all_received(&mut tx, exchange.service(), &ids, &caller.unit).await?;
    let shown = present::masked(exchange, &mut tx, &deliveries).await?;
    let mut news = Vec::with_capacity(changes.len());
    for (place, id) in changes {
        let id = id.to_string();
        if let Some(delivery) = shown.iter().find(|delivery| delivery.id == id) {
            news.push(WatchDeliveriesResponse { delivery: Some(delivery.clone()), cursor: text(place) });
        }
        *cursor = place;
    }
    Ok(news)
}

/// The client resumes from its last cursor, at another replica or at this one when it is back.
fn ending() -> Refusal {
    Refusal::new(
        Kind::Unavailable,
        "UNAVAILABLE",
        "the service is ending; resume from the last cursor",
        "服务即将停止，请从最后的游标继续",
    )
}

fn text(cursor: Cursor) -> String {
    format!("{}-{}", cursor.transaction, cursor.sequence)
}

fn parse(text: &str) -> Result<Cursor, Refusal> {
    if text.is_empty() {
        return Ok(Cursor::default());
    }
    let cursor = text.split_once('-').and_then(|(transaction, sequence)| {
        let number = |text: &str| text.parse().ok().filter(|number: &i64| *number >= 0);
        Some(Cursor { transaction: number(transaction)?, sequence: number(sequence)? })
    });
    cursor.ok_or_else(|| {
        Refusal::new(Kind::Invalid, "CURSOR_INVALID", "the cursor is not one of ours", "游标无效")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_survives_and_nonsense_is_refused() {
        let cursor = Cursor { transaction: 7_000_000_000, sequence: 3 };
        assert_eq!(parse(&text(cursor)), Ok(cursor));
        for nonsense in ["x", "1", "-1-2", "1-", "1-2-3", "'; drop table exchange.change; --"] {
            assert!(parse(nonsense).is_err(), "{nonsense}");
        }
    }
}
