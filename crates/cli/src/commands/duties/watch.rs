//! Follows the changes of the duties that the caller sees.

use clap::Args;
use proto::notification::v1::{
    WatchDutiesRequest, WatchDutiesResponse, duty_service_client::DutyServiceClient,
};
use tonic::{Status, Streaming};

use super::record;
use crate::{failure::Failure, session::Session, target::Service};

#[derive(Args, Debug)]
#[command(after_help = "\
JSON：每行一条变化，含断点 cursor / JSON: one change a line, with its cursor.
按 Ctrl-C 结束，断点显示在 stderr / Ctrl-C ends it; the cursor to resume from is told on stderr.")]
pub(crate) struct Watch {
    /// 从断点继续，缺省从头开始 / resume from a cursor; from the beginning if not given
    #[arg(long, default_value = "", hide_default_value = true)]
    cursor: String,
    /// 显示 N 条变化后结束 / end after N changes
    #[arg(long, value_name = "N")]
    count: Option<usize>,
}

impl Watch {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut duties = DutyServiceClient::new(session.calls(Service::Notification)?);
        let mut cursor = self.cursor;
        let asked = WatchDutiesRequest { cursor: cursor.clone() };
        let changes = duties.watch_duties(asked).await?.into_inner();
        let ended = follow(session, changes, self.count.unwrap_or(usize::MAX), &mut cursor).await;
        if !matches!(ended, Err(Failure::Unread)) && !cursor.is_empty() {
            session.output.note(&format!("从此处继续 / resume with: --cursor {cursor}"))?;
        }
        ended
    }
}

/// Shows changes until there were enough, the user has seen enough, or the stream breaks.
async fn follow(
    session: &mut Session,
    mut changes: Streaming<WatchDutiesResponse>,
    count: usize,
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
        cursor.clone_from(&change.cursor);
        if let Some(duty) = &change.duty {
            session.output.streamed(&change, |_| record::change(duty))?;
            shown += 1;
        } else if session.verbose {
            session.output.note(&format!("无变化 / heartbeat: {cursor}"))?;
        }
    }
    Ok(())
}
