//! Topics that the caller sees, the newest first.

use ids::Uuid;
use jiff::Timestamp;
use proto::meeting::v1::{ListTopicsRequest, ListTopicsResponse, TopicState};
use shell::{Error, Page, Read, Role, View};

use super::{names::names, present_topic};
use crate::{
    App,
    rules::topic_approval::Stage,
    store::topic::{Filter, list},
};

impl Read<App> for ListTopicsRequest {
    async fn read(self, _: &App, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let page = Page::<(Timestamp, Uuid)>::of(&self)?;
        let state = |state| {
            let known = Stage::ALL.into_iter();
            known.filter(|stage| i32::from(TopicState::from(*stage)) == state).map(Stage::name).next()
        };
        let filter = Filter {
            seen_by: if view.caller.has(Role::Overseer) { None } else { Some(&view.caller.unit) },
            states: &names("states", &self.states, state)?,
            after: page.after,
            limit: page.limit(),
        };
        let rows = list(view.tx, &filter).await?;
        let wires = rows.iter().map(present_topic::topic).collect();
        let (topics, next_page_token) = page.fit(&rows, wires, |row| (row.collected_at, row.id.0));
        Ok(ListTopicsResponse { topics, next_page_token })
    }
}
