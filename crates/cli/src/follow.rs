//! A stream of changes is followed from a cursor, which is told at the end, so that nothing is missed.

use clap::Args;
use prost::{Message, Name};
use tonic::{Status, Streaming};

use crate::{failure::Failure, session::Session};

/// What every command that follows says at the end of its help.
pub(crate) const FOLLOW_HELP: &str = "\
JSON：每行一条变化，含断点 cursor / JSON: one change a line, with its cursor.
按 Ctrl-C 结束，断点显示在 stderr / Ctrl-C ends it; the cursor to resume from is told on stderr.";

/// Where to begin, and when to end.
#[derive(Args, Debug)]
pub(crate) struct Follow {
    /// 从断点继续，缺省从头开始 / resume from a cursor; from the beginning if not given
    #[arg(long, default_value = "", hide_default_value = true)]
    pub(crate) cursor: String,
    /// 显示 N 条变化后结束 / end after N changes
    #[arg(long, value_name = "N")]
    count: Option<usize>,
}

/// A message of a watch: a change or a heartbeat.
pub(crate) struct Seen {
    /// To resume behind it.
    pub(crate) cursor: String,
    /// The change as a line; none in a heartbeat.
    pub(crate) line: Option<String>,
}

impl Follow {
    /// Shows changes until there were enough, the user has seen enough, or the stream breaks; then tells where to resume.
    pub(crate) async fn show<M: Message + Name + Default>(
        self,
        session: &mut Session,
        mut changes: Streaming<M>,
        seen: fn(&M) -> Seen,
    ) -> Result<(), Failure> {
        let mut cursor = self.cursor;
        let ended = each(session, &mut changes, self.count.unwrap_or(usize::MAX), seen, &mut cursor).await;
        if !matches!(ended, Err(Failure::Unread)) && !cursor.is_empty() {
            session.output.note(&format!("从此处继续 / resume with: --cursor {cursor}"))?;
        }
        ended
    }
}

async fn each<M: Message + Name + Default>(
    session: &mut Session,
    changes: &mut Streaming<M>,
    count: usize,
    seen: fn(&M) -> Seen,
    cursor: &mut String,
) -> Result<(), Failure> {
    let mut shown = 0;
    while shown < count {
        let change = tokio::select! {
            change = changes.message() => change?,
            _ = tokio::signal::ctrl_c() => return Ok(()),
        };
        let Some(change) = change else {
            return Err(Status::unavailable("the service ended the stream").into());
        };
        let seen = seen(&change);
        *cursor = seen.cursor;
        if let Some(line) = seen.line {
            session.output.streamed(&change, |_| line)?;
            shown += 1;
        } else if session.verbose {
            session.output.note(&format!("无变化 / heartbeat: {cursor}"))?;
        }
    }
    Ok(())
}
