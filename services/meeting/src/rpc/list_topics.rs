//! ListTopics.

use ids::Uuid;
use jiff::Timestamp;
use prost::Message;
use proto::meeting::v1::{ListTopicsRequest, ListTopicsResponse, TopicState};
use shell::{Caller, Error, Page, Role, as_caller};

use super::{names::names, present_topic};
use crate::{
    App,
    rules::topic_approval::Stage,
    store::topic::{Filter, list},
};

/// Topics that the caller sees, the newest first.
pub(super) async fn list_topics(
    app: App,
    caller: Caller,
    request: ListTopicsRequest,
) -> Result<ListTopicsResponse, Error> {
    let same = ListTopicsRequest { page_size: 0, page_token: String::new(), ..request.clone() };
    let page: Page<(Timestamp, Uuid)> =
        Page::parse(request.page_size, &request.page_token, &same.encode_to_vec())?;
    let state = |state| {
        let known = Stage::ALL.into_iter();
        known.filter(|stage| i32::from(TopicState::from(*stage)) == state).map(Stage::name).next()
    };
    let filter = Filter {
        seen_by: if caller.has(Role::Overseer) { None } else { Some(&caller.unit) },
        states: &names("states", &request.states, state)?,
        after: page.after,
        limit: page.limit(),
    };
    let mut tx = as_caller(&app.doors, &caller).await?;
    let rows = list(&mut tx, &filter).await?;
    let wires = rows.iter().map(present_topic::topic).collect();
    let (topics, next_page_token) = page.fit(&rows, wires, |row| (row.collected_at, row.id.0));
    Ok(ListTopicsResponse { topics, next_page_token })
}
