//! The invariants of pushes, messages, deliveries and claims.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::ensure;
use ids::Uuid;
use prost::Message;
use proto::exchange::v1::DeliveryClaimed;
use sqlx::PgPool;

use super::count;

/// I1: one push a routed decision, sent as the responsibility map says, and one delivery for each unit of the snapshot.
pub(super) async fn every_decision_has_one_push_as_routed(approval: &PgPool) -> anyhow::Result<()> {
    let otherwise = count(
        approval,
        "select count(*) from approval.decision full join exchange.push on push.source_id = decision.id
         where decision.push_id is distinct from push.id",
    );
    ensure!(otherwise.await? == 0, "decisions and pushes do not match one to one");
    let map: Vec<(Uuid, String, String)> = sqlx::query_as(
        "select push.id, responsibility.unit, responsibility.role
         from exchange.push
         join approval.decision on decision.push_id = push.id
         join approval.responsibility
           on responsibility.map_version = push.map_version and responsibility.item_code = decision.item_code
         order by push.id, responsibility.unit collate \"C\"",
    )
    .fetch_all(approval)
    .await?;
    let snapshot: Vec<(Uuid, String, String)> = sqlx::query_as(
        "select push_id, unit, role from exchange.routing order by push_id, unit collate \"C\"",
    )
    .fetch_all(approval)
    .await?;
    let delivered: Vec<(Uuid, String, String)> = sqlx::query_as(
        "select push_id, unit, role from exchange.delivery order by push_id, unit collate \"C\"",
    )
    .fetch_all(approval)
    .await?;
    ensure!(map == snapshot, "a routing snapshot is not what the map says");
    ensure!(snapshot == delivered, "the deliveries are not those of the routing snapshot");
    Ok(())
}

/// I2, I3: what was said is in the inbox of the other side, with the same body, and nothing else is.
pub(super) async fn every_message_is_in_the_peer_once(from: &PgPool, to: &PgPool) -> anyhow::Result<()> {
    let receiver: String = sqlx::query_scalar("select service from mailbox.identity").fetch_one(to).await?;
    let said: Vec<(Uuid, Vec<u8>)> =
        sqlx::query_as("select id, body_sha256 from mailbox.message where $1 = any (receivers) order by id")
            .bind(&receiver)
            .fetch_all(from)
            .await?;
    let heard: Vec<(Uuid, Vec<u8>)> =
        sqlx::query_as("select message_id, body_sha256 from mailbox.inbox order by message_id")
            .fetch_all(to)
            .await?;
    ensure!(said == heard, "{} messages were said to {receiver}, it has {}", said.len(), heard.len());
    Ok(())
}

/// A delivery as one side knows it.
type Known = (Uuid, Uuid, String, String, String, Option<String>, Option<String>, Option<String>, i32);

/// The push, its content and each delivery are the same on both sides, the claim and its instant included.
pub(super) async fn both_sides_agree(approval: &PgPool, supervision: &PgPool) -> anyhow::Result<()> {
    let mut sides = Vec::new();
    for side in [approval, supervision] {
        let deliveries: Vec<Known> = sqlx::query_as(
            "select id, push_id, unit, role, state, received_at::text, closed_by, closed_at::text, version
             from exchange.delivery order by id",
        )
        .fetch_all(side)
        .await?;
        let pushes: Vec<(Uuid, Vec<u8>, i32)> =
            sqlx::query_as("select id, content, content_version from exchange.push order by id")
                .fetch_all(side)
                .await?;
        sides.push((deliveries, pushes));
    }
    let (sent, received) = (&sides[0], &sides[1]);
    ensure!(
        sent.0.len() == received.0.len(),
        "{} deliveries sent, {} received",
        sent.0.len(),
        received.0.len()
    );
    for (one, other) in sent.0.iter().zip(&received.0) {
        ensure!(one == other, "the two sides know a delivery differently: {one:?}, {other:?}");
    }
    ensure!(sent.1 == received.1, "the two sides know a push differently");
    Ok(())
}

/// Supervision runs from the delivery: each is in the register once, marked as the delivery is.
pub(super) async fn every_delivery_is_in_the_register(supervision: &PgPool) -> anyhow::Result<()> {
    let otherwise = count(
        supervision,
        "select count(*) from exchange.delivery full join supervision.licence on licence.delivery_id = delivery.id
         where licence.unit is distinct from delivery.unit
            or licence.state <> case delivery.state when 'delivered' then 'unclaimed' else delivery.state end",
    );
    ensure!(otherwise.await? == 0, "the register is not what was delivered");
    Ok(())
}

/// I4: one claim a delivery at most, by an official of the unit that it was sent to.
pub(super) async fn a_delivery_is_claimed_once_at_most(supervision: &PgPool) -> anyhow::Result<()> {
    let bodies: Vec<Vec<u8>> =
        sqlx::query_scalar("select body from mailbox.message where event = 'delivery_claimed'")
            .fetch_all(supervision)
            .await?;
    let closed: Vec<(Uuid, String, String)> =
        sqlx::query_as("select id, unit, closed_by from exchange.delivery where state = 'claimed'")
            .fetch_all(supervision)
            .await?;
    let closed: BTreeMap<String, (String, String)> =
        closed.into_iter().map(|(id, unit, official)| (id.to_string(), (unit, official))).collect();
    let mut told = BTreeSet::new();
    for body in bodies {
        let event = DeliveryClaimed::decode(&*body)?;
        let by = event.claim.map(|claim| claim.official).unwrap_or_default();
        ensure!(
            closed.get(&event.delivery_id) == Some(&(event.unit, by)),
            "a claim that the database has not"
        );
        ensure!(told.insert(event.delivery_id), "a delivery was claimed twice");
    }
    ensure!(told.len() == closed.len(), "{} claims were told, {} were made", told.len(), closed.len());
    Ok(())
}
