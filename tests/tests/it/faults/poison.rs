//! Messages that nobody should have sent, straight into the stream.

use std::fs;

use async_nats::{
    HeaderMap,
    jetstream::{self, context::PublishErrorKind},
};
use ids::Uuid;
use proto::mailbox::v1::{
    GetMailboxStatusRequest, ListParkedMessagesRequest, ParkedMessage, ReplayParkedMessageRequest,
};
use scenarios::stage::{Bureau, Stage, until};

use crate::{
    desk::{approver, arrived, claimant, record},
    ledger::{Ledger, Tally, count},
    paper::{MEDICINE, recording, request_id},
};

/// F28: each is kept with its cause, an operator sees it, and its neighbours flow.
#[tokio::test]
async fn poison_is_parked_for_the_operator_while_its_neighbours_flow() -> anyhow::Result<()> {
    let stage = Stage::for_test("2026-10-08T09:00:00+08:00").await?;
    let (office, scjgj) = (approver(&stage)?, claimant(&stage, "scjgj")?);
    let admin = stage.bureau("xzspj", Some("xzspj-admin"))?;
    let ledger = Ledger::open(&stage);
    let sound = record(&office, recording(MEDICINE, "1")).await?;
    arrived(&scjgj, &sound.push_id).await?;
    let (id, body): (Uuid, Vec<u8>) =
        sqlx::query_as("select id, body from mailbox.message where event = 'push_sent'")
            .fetch_one(&ledger.approval)
            .await?;

    let poison = Poison::of(&stage).await?;
    poison.publish("push.approval.supervision.push_sent", None, b"rubbish".to_vec()).await?;
    poison.publish("push.approval.supervision.push_sent", None, vec![0; 900 << 10]).await?;
    poison.publish("push.approval.supervision.never_heard_of", Some(Uuid::from_u128(1)), Vec::new()).await?;
    poison.publish("push.approval.supervision.push_sent", Some(Uuid::from_u128(2)), vec![0xff; 9]).await?;
    let mut tampered = body.clone();
    *tampered.last_mut().unwrap() ^= 1;
    poison.publish("push.approval.supervision.push_sent", Some(id), tampered.clone()).await?;
    poison.publish("push.approval.supervision.push_sent", Some(Uuid::from_u128(3)), tampered).await?;
    let too_large = poison.publish("push.approval.supervision.push_sent", None, vec![0; 3 << 20]).await;
    assert!(too_large.is_err(), "the broker itself takes no message of 3 MB");
    poison.publish("push.approval.meeting.push_sent", Some(Uuid::from_u128(4)), body).await?;

    let neighbour = record(&office, recording(MEDICINE, "2")).await?;
    arrived(&scjgj, &neighbour.push_id).await?;
    let parked = parked(&admin, 6).await?;
    let readable: Vec<&ParkedMessage> =
        parked.iter().filter(|message| !message.message_id.is_empty()).collect();
    assert_eq!(readable.len(), 3, "those with an id of their own: {parked:?}");
    assert!(parked.iter().all(|message| message.sender == "approval" && !message.cause.is_empty()));
    for message in readable {
        let replay = ReplayParkedMessageRequest {
            request_id: request_id(),
            id: message.id.clone(),
            ..ReplayParkedMessageRequest::default()
        };
        let answer = admin.supervision_mailbox().replay_parked_message(replay).await?.into_inner();
        assert!(!answer.handled && !answer.cause.is_empty(), "poison stays poison: {answer:?}");
    }
    self::parked(&admin, 6).await?;
    let effects = "select count(*) from exchange.delivery";
    assert_eq!(count(&ledger.supervision, effects).await?, 2, "none of it had an effect");
    let status =
        admin.supervision_mailbox().get_mailbox_status(GetMailboxStatusRequest {}).await?.into_inner();
    assert_eq!(status.parked, 6);
    ledger.prove().await?;
    Ok(())
}

/// A key that was mounted too late: the push is parked, not lost, and arrives when the operator hands it on again.
#[tokio::test]
async fn a_push_parked_for_want_of_its_key_is_replayed_once_the_key_is_there() -> anyhow::Result<()> {
    let mut stage = Stage::for_test("2026-10-08T09:00:00+08:00").await?;
    let (office, admin) = (approver(&stage)?, stage.bureau("xzspj", Some("xzspj-admin"))?);
    let key = stage.ground.certificates().join("keys/transport/approval-supervision/dev-1.key");
    let right = fs::read(&key)?;
    fs::copy(stage.ground.certificates().join("keys/at-rest/approval/dev-1.key"), &key)?;
    restart_supervision(&mut stage).await?;
    let decision = record(&office, recording(MEDICINE, "1")).await?;
    let message = parked(&admin, 1).await?.remove(0);
    assert_eq!(message.event, "push_sent");
    assert!(!message.cause.contains("示例") && !message.cause.contains("199"), "{}", message.cause);
    until("the sender to know", async || {
        let status =
            admin.approval_mailbox().get_mailbox_status(GetMailboxStatusRequest {}).await?.into_inner();
        Ok(status.receivers.iter().any(|one| one.parked == 1).then_some(()))
    })
    .await?;

    fs::write(&key, right)?;
    restart_supervision(&mut stage).await?;
    let replay = ReplayParkedMessageRequest {
        request_id: request_id(),
        id: message.id,
        ..ReplayParkedMessageRequest::default()
    };
    let answer = admin.supervision_mailbox().replay_parked_message(replay).await?.into_inner();
    assert!(answer.handled, "{}", answer.cause);
    arrived(&claimant(&stage, "scjgj")?, &decision.push_id).await?;
    parked(&admin, 0).await?;
    let ledger = Ledger::open(&stage);
    until("the receipt to replace the other one", async || {
        Ok((count(&ledger.approval, "select count(*) from mailbox.todo").await? == 0).then_some(()))
    })
    .await?;
    let tally = ledger.prove().await?;
    assert_eq!(tally, Tally { decisions: 1, pushes: 1, deliveries: 1, claimed: 0 });
    Ok(())
}

async fn restart_supervision(stage: &mut Stage) -> anyhow::Result<()> {
    stage.supervision.end().await?;
    stage.supervision.start()?;
    stage.supervision.ready().await
}

/// The parked messages of supervision, as soon as there are so many.
async fn parked(admin: &Bureau, many: usize) -> anyhow::Result<Vec<ParkedMessage>> {
    until("messages to be parked", async || {
        let list = ListParkedMessagesRequest::default();
        let messages = admin.supervision_mailbox().list_parked_messages(list).await?.into_inner().messages;
        anyhow::ensure!(messages.len() == many, "{} are parked, not {many}", messages.len());
        Ok(Some(messages))
    })
    .await
}

/// Somebody with access to the broker.
pub(crate) struct Poison {
    broker: jetstream::Context,
    county: String,
}

impl Poison {
    pub(crate) async fn of(stage: &Stage) -> anyhow::Result<Self> {
        let broker = jetstream::new(async_nats::connect(&stage.ground.nats).await?);
        Ok(Self { broker, county: stage.ground.county.clone() })
    }

    /// Publishes a body; with an id it looks like a message of the platform, digest and all.
    pub(crate) async fn publish(
        &self,
        subject: &str,
        id: Option<Uuid>,
        body: Vec<u8>,
    ) -> Result<(), async_nats::error::Error<PublishErrorKind>> {
        let mut headers = HeaderMap::new();
        if let Some(id) = id {
            headers.insert("Shenguan-Message-Id", id.to_string());
            headers.insert("Shenguan-Body-Sha256", sha256(&body));
        }
        let subject = format!("shenguan.v1.{}.{subject}", self.county);
        self.broker.publish_with_headers(subject, headers, body.into()).await?.await?;
        Ok(())
    }
}

fn sha256(body: &[u8]) -> String {
    let digest = ring::digest::digest(&ring::digest::SHA256, body);
    digest.as_ref().iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
}
