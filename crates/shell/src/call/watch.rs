//! Watches (`Watch…`): changes from a cursor on, and a heartbeat when there are none.

use std::{fmt, future::Future, time::Duration};

use reference::Reference;
use refusal::{Kind, Refusal};
use tokio::{
    sync::mpsc::{self, error::SendTimeoutError},
    time::{Instant, MissedTickBehavior, interval},
};
use tokio_stream::wrappers::ReceiverStream;
use tokio_util::sync::CancellationToken;
use tonic::Status;
use tracing::Instrument;

use super::{caller::Caller, error::Error, resources::Resources, spawned::refused, store::next_transaction};

/// How often the feed is read; a change is seen within this time.
const PACE: Duration = Duration::from_millis(500);

/// How long a reader may leave a word unread: one that reads no more holds a place that others want.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// How long the reason of a watch's end may wait to be read.
const LAST_WORD: Duration = Duration::from_secs(1);

/// What a watch streams.
pub type Words<Word> = ReceiverStream<Result<Word, Status>>;

/// A place in a feed of changes: rows in the order of their transactions, of which only those are read that no open
/// transaction can precede any more.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Cursor {
    /// The transaction that changed something.
    pub transaction: i64,
    /// The order within.
    pub sequence: i64,
}

/// A feed that can be watched.
pub trait Feed: Send + Sync + 'static {
    /// What is streamed.
    type Word: Send + 'static;

    /// What was changed after a place, as this caller may see it, and the place after it.
    fn read(&self, after: Cursor) -> impl Future<Output = Result<(Vec<Self::Word>, Cursor), Error>> + Send;

    /// The word that says only that the watch is alive and where it is.
    fn heartbeat(&self, at: Cursor) -> Self::Word;
}

/// Who watches, and how long.
#[derive(Debug)]
pub struct Watch {
    /// Where the caller came in.
    pub resources: Resources,
    /// Asked again and again whether the caller still stands.
    pub reference: Reference,
    /// The caller.
    pub caller: Caller,
    /// Path of the RPC.
    pub rpc: &'static str,
    /// How often a watch without news says that it is alive.
    pub heartbeat: Duration,
    /// When the service ends: the watch ends with it, and resumes at another replica.
    pub shutdown: CancellationToken,
}

impl Watch {
    /// Streams the feed from `cursor` on, empty for the beginning. Whoever was cut off resumes from the last cursor.
    pub fn start<F: Feed>(self, cursor: &str, feed: F) -> Result<Words<F::Word>, Refusal> {
        let cursor = Cursor::parse(cursor)?;
        let (sender, receiver) = mpsc::channel(16);
        let watching = async move {
            if let Err(error) = self.follow(cursor, &feed, &sender).await {
                let last = Err(refused(&self.resources, &self.caller, self.rpc, error).await);
                // A reader who went away, or reads no more, cannot be told.
                let _ = sender.send_timeout(last, LAST_WORD).await;
            }
        };
        tokio::spawn(watching.in_current_span());
        Ok(ReceiverStream::new(receiver))
    }

    /// Ends with `Ok` when the reader went away.
    async fn follow<F: Feed>(
        &self,
        mut cursor: Cursor,
        feed: &F,
        reader: &mpsc::Sender<Result<F::Word, Status>>,
    ) -> Result<(), Error> {
        if cursor.transaction >= database::bounded(next_transaction(&self.resources.rpc)).await? {
            return Err(invalid().into());
        }
        let mut pace = interval(PACE);
        pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut last_word = Instant::now();
        loop {
            tokio::select! {
                _ = pace.tick() => {}
                () = reader.closed() => return Ok(()),
                () = self.shutdown.cancelled() => return Err(ending().into()),
            }
            self.still_admitted()?;
            let (news, next) = database::bounded(feed.read(cursor)).await?;
            cursor = next;
            let silent = news.is_empty() && last_word.elapsed() >= self.heartbeat;
            for word in news.into_iter().chain(silent.then(|| feed.heartbeat(cursor))) {
                last_word = Instant::now();
                if !self.say(reader, word).await? {
                    return Ok(());
                }
            }
        }
    }

    /// False when the reader went away.
    async fn say<Word>(
        &self,
        reader: &mpsc::Sender<Result<Word, Status>>,
        word: Word,
    ) -> Result<bool, Error> {
        tokio::select! {
            sent = reader.send_timeout(Ok(word), LONGEST_WAIT) => match sent {
                Ok(()) => Ok(true),
                Err(SendTimeoutError::Closed(_)) => Ok(false),
                Err(SendTimeoutError::Timeout(_)) => Err(unread().into()),
            },
            () = self.shutdown.cancelled() => Err(ending().into()),
        }
    }

    /// A watch goes on only as long as its caller would be let in anew.
    fn still_admitted(&self) -> Result<(), Refusal> {
        if self.reference.is_stale() {
            let (en, zh) = ("the directory is too old to let anybody in", "单位目录过期，暂不能提供服务");
            return Err(Refusal::new(Kind::Unavailable, "UNAVAILABLE", en, zh));
        }
        self.caller.still_stands(&self.reference.directory())
    }
}

impl Cursor {
    fn parse(text: &str) -> Result<Self, Refusal> {
        if text.is_empty() {
            return Ok(Self::default());
        }
        let cursor = text.split_once('-').and_then(|(transaction, sequence)| {
            let number = |text: &str| text.parse().ok().filter(|number: &i64| *number >= 0);
            Some(Self { transaction: number(transaction)?, sequence: number(sequence)? })
        });
        cursor.ok_or_else(invalid)
    }
}

impl From<(i64, i64)> for Cursor {
    fn from((transaction, sequence): (i64, i64)) -> Self {
        Self { transaction, sequence }
    }
}

impl From<Cursor> for (i64, i64) {
    fn from(cursor: Cursor) -> Self {
        (cursor.transaction, cursor.sequence)
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.transaction, self.sequence)
    }
}

/// Nor is one that lies ahead: the database was restored from a backup that is older than the cursor.
fn invalid() -> Refusal {
    Refusal::new(Kind::Invalid, "CURSOR_INVALID", "the cursor is not one of ours", "游标无效")
}

/// The client resumes from its last cursor, at another replica or at this one when it is back.
fn ending() -> Refusal {
    let (en, zh) = ("the service is ending; resume from the last cursor", "服务即将停止，请从最后的游标继续");
    Refusal::new(Kind::Unavailable, "UNAVAILABLE", en, zh)
}

fn unread() -> Refusal {
    let (en, zh) =
        ("nobody reads this watch; resume from the last cursor", "长时间未读取，请从最后的游标继续");
    Refusal::new(Kind::Unavailable, "UNAVAILABLE", en, zh)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_survives_and_nonsense_is_refused() {
        let cursor = Cursor { transaction: 7_000_000_000, sequence: 3 };
        assert_eq!(Cursor::parse(&cursor.to_string()), Ok(cursor));
        for nonsense in ["x", "1", "-1-2", "1-", "1-2-3", "'; drop table exchange.change; --"] {
            assert!(Cursor::parse(nonsense).is_err(), "{nonsense}");
        }
    }
}
