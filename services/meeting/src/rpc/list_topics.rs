//! ListTopics.

use ids::Uuid;
use jiff::Timestamp;
use prost::Message;
use proto::meeting::v1::{ListTopicsRequest, ListTopicsResponse, TopicState};
use refusal::Refusal;
use shell::{Caller, Error, Page, Role, as_caller};

use super::present_topic;
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
    let filter = Filter {
        seen_by: if caller.has(Role::Overseer) { None } else { Some(&caller.unit) },
        states: &states(&request.states)?,
        after: page.after,
        limit: page.limit(),
    };
    let mut tx = as_caller(&app.doors, &caller).await?;
    let rows = list(&mut tx, &filter).await?;
    let wires = rows.iter().map(present_topic::topic).collect();
    let (topics, next_page_token) = page.fit(&rows, wires, |row| (row.collected_at, row.id.0));
    Ok(ListTopicsResponse { topics, next_page_token })
}

/// Names of states in the database, each once.
fn states(states: &[i32]) -> Result<Vec<String>, Refusal> {
    let unknown =
        |at: usize| Refusal::field(format!("states[{at}]"), "unknown", "no such state", "没有这种状态");
    let mut names = Vec::new();
    for (at, state) in states.iter().enumerate() {
        let stage = Stage::ALL.into_iter().find(|stage| i32::from(TopicState::from(*stage)) == *state);
        let name = stage.ok_or_else(|| unknown(at))?.name().to_owned();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    Ok(names)
}
