//! A matter that the platform could not settle (提请事项) becomes a topic.

use ids::TopicId;
use mailbox::{Handle, Received, Rejected};
use proto::{
    meeting::v1::MatterRaised,
    timestamp_from_proto,
    words::meeting::{MatterKind, TopicKind},
};
use sqlx::PgConnection;

use crate::{
    App,
    model::{Matter, Origin, Topic, TopicState},
    operations,
};

impl Handle<MatterRaised> for App {
    async fn handle(&self, tx: &mut PgConnection, events: &[Received<MatterRaised>]) -> Result<(), Rejected> {
        for received in events {
            let topic = received.read(|event| read(&received.sender, event))?;
            operations::collect_topic(tx, &topic).await?;
        }
        Ok(())
    }
}

fn read(sender: &str, event: &MatterRaised) -> Option<Topic> {
    let kind = event.kind().word()?;
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
        kind: match kind {
            MatterKind::ThirdLetter => TopicKind::Supervision,
        },
        title: event.title.clone(),
        text: String::new(),
        units: units?,
        collected_at: timestamp_from_proto(event.raise_time?)?,
        state: TopicState::Collected,
    })
}
