//! The joint meeting has ruled on a matter that was raised here (处理意见).

use mailbox::{Handle, Received, Rejected};
use proto::meeting::v1::RulingIssued;
use shell::timestamp_from_proto;
use sqlx::PgConnection;

use crate::{
    App,
    operations::{self, Ruling},
};

impl Handle<RulingIssued> for App {
    async fn handle(&self, tx: &mut PgConnection, events: &[Received<RulingIssued>]) -> Result<(), Rejected> {
        for received in events {
            let ruling = received.read(read)?;
            if !operations::follow_ruling(tx, &ruling).await? {
                return Err(Rejected::Park(format!("no matter {} was raised here", ruling.matter)));
            }
        }
        Ok(())
    }
}

fn read(event: &RulingIssued) -> Option<Ruling> {
    Some(Ruling {
        id: event.ruling_id.parse().ok()?,
        matter: event.matter_id.parse().ok()?,
        by: event.official.parse().ok()?,
        at: timestamp_from_proto(event.issue_time?)?,
        text: format!("{}：{}{}{}", event.minutes_number, event.text, assigned(&event.unit), event.note),
    })
}

/// To which unit, where there is one.
fn assigned(unit: &str) -> String {
    if unit.is_empty() { String::new() } else { format!("（临时指派{unit}）") }
}
