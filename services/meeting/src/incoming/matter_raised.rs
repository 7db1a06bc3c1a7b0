//! A matter that the platform could not settle (提请事项) becomes a topic.

use ids::TopicId;
use mailbox::{Handle, Received, Rejected};
use proto::meeting::v1::{MatterKind as Raised, MatterRaised};
use shell::timestamp_from_proto;
use sqlx::PgConnection;

use crate::{
    App,
    model::{Matter, MatterKind, Origin, Topic, TopicState},
    operations,
};

impl Handle<MatterRaised> for App {
    async fn handle(&self, tx: &mut PgConnection, events: &[Received<MatterRaised>]) -> Result<(), Rejected> {
        for received in events {
            let unreadable = || Rejected::Park(format!("message {} cannot be read", received.id));
            operations::collect_topic(tx, &read(&received.sender, &received.event).ok_or_else(unreadable)?)
                .await?;
        }
        Ok(())
    }
}

fn read(sender: &str, event: &MatterRaised) -> Option<Topic> {
    let kind = match event.kind() {
        Raised::ThirdLetter => MatterKind::ThirdLetter,
        Raised::Unspecified => return None,
    };
    let matter = Matter {
        id: event.matter_id.parse().ok()?,
        kind,
        raised_by: sender.to_owned(),
        sources: event.source_ids.clone(),
    };
    let units: Option<Vec<_>> = event.units.iter().map(|unit| unit.parse().ok()).collect();
    Some(Topic {
        id: TopicId::generate(),
        origin: Origin::Matter(matter),
        kind: kind.topic(),
        title: event.title.clone(),
        text: String::new(),
        units: units?,
        collected_at: timestamp_from_proto(event.raise_time?)?,
        state: TopicState::Collected,
    })
}
