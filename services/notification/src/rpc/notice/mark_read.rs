//! The acting official has read notices. No clock stops.

use ids::NoticeId;
use proto::notification::v1::{MarkNoticesReadRequest, MarkNoticesReadResponse};
use refusal::Refusal;
use shell::{Act, Context, Done, Error, parse_id};

use crate::{App, operations};

/// Notices that one request marks.
const MOST: usize = 500;

impl Act<App> for MarkNoticesReadRequest {
    async fn act(self, _: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let notices = parse(&self.ids)?;
        let read = operations::mark_notices_read(context, &notices).await?;
        let answer = MarkNoticesReadResponse { newly_read: i64::try_from(read).unwrap_or(i64::MAX) };
        Ok(Done::with_all(self.ids, answer))
    }
}

fn parse(ids: &[String]) -> Result<Vec<NoticeId>, Refusal> {
    if ids.is_empty() || ids.len() > MOST {
        return Err(Refusal::field("ids", "count", "1 to 500 ids", "一次标记1至500条"));
    }
    ids.iter().enumerate().map(|(at, id)| parse_id(format!("ids[{at}]"), id)).collect()
}
