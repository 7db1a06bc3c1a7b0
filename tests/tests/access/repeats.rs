//! A repeat under the same request id gets the first answer, however much later, and whatever has changed since but the caller.

use client::Calls;
use prost::Message;
use prost_reflect::{DynamicMessage, MethodDescriptor, Value};
use proto::{
    approval::v1::{ListOfficialsRequest, ListUnitsRequest, SaveOfficialRequest, SaveUnitRequest},
    reference::v1::Role,
};
use ring::digest::{SHA256, digest};
use scenarios::stage::{Bureau, Stage, until};
use serde_json::json;
use sqlx::PgPool;
use tonic::Code;

use crate::{
    asked::{Answer, ask, every_rpc, message, name_of, rpc},
    cast::{Cast, SENDER, request_id, unlimited},
    matrix::{
        SERVICES, calls, is_of_the_office, received,
        requests::{Scene, request},
        serves,
    },
    played::{MORNING, RECIPIENT},
};

/// A week after the scene.
const LATER: &str = "2026-10-21T09:00:00+08:00";

/// A write that was answered.
struct Answered {
    service: &'static str,
    rpc: MethodDescriptor,
    calls: Calls,
    request: DynamicMessage,
    said: Vec<String>,
}

/// Every RPC that writes is called, and again a week later, when every other unit and every other official has been closed. Where the
/// scene allows no good call, an answer is laid under the request id: whoever looks at anything of the request before its id, fails.
#[tokio::test(flavor = "multi_thread")]
async fn every_write_is_answered_again_as_the_first_time() -> anyhow::Result<()> {
    let mut stage = Stage::with_meeting(MORNING).await?;
    unlimited(&mut stage).await?;
    let scene = Scene::set(&stage).await?;
    let cast = Cast::of(&stage)?;
    let (sender, recipient) = (standing(&cast, SENDER).await?, standing(&cast, RECIPIENT).await?);

    let (mut answered, mut planted) = (Vec::new(), 0);
    for (place, service) in SERVICES.into_iter().enumerate() {
        let options = stage.ground.postgres.clone().database(&stage.ground.databases[place]);
        let database = PgPool::connect_with(options).await?;
        for rpc in every_rpc().into_iter().filter(|rpc| serves(service, rpc) && writes(rpc)) {
            let of_recipient = received(&rpc) && !is_of_the_office(&rpc);
            let (unit, owner) = if of_recipient { (RECIPIENT, &recipient) } else { (SENDER, &sender) };
            let mut request = request(&rpc, &scene, "own").remove(0);
            request.set_field_by_name("validate_only", Value::Bool(false));
            let calls = calls(owner, service);
            let first = ask(&calls, &rpc, vec![request.clone()]).await;
            let said = if first.code() == Code::Ok {
                first.said
            } else {
                planted += 1;
                plant(&database, unit, &rpc, &request).await?;
                vec![serde_json::to_string(&DynamicMessage::new(rpc.output()))?]
            };
            answered.push(Answered { service, rpc, calls, request, said });
        }
    }
    assert!(answered.len() - planted > 30, "{planted} of {} were laid", answered.len());

    stage.set_clock(LATER.parse()?)?;
    close_everybody_else(&stage).await?;
    for Answered { service, rpc, calls, request, said } in answered {
        let again: Answer = ask(&calls, &rpc, vec![request]).await;
        let is_same = again.code() == Code::Ok && read(&again.said)? == read(&said)?;
        assert!(is_same, "{service} {}: {again:?}, not {said:?}", name_of(&rpc));
    }
    Ok(())
}

/// What was said; the order of a map's entries says nothing.
fn read(said: &[String]) -> anyhow::Result<Vec<serde_json::Value>> {
    Ok(said.iter().map(|one| serde_json::from_str(one)).collect::<Result<_, _>>()?)
}

/// A caller of the unit who may do everything, and goes on doing so.
async fn standing(cast: &Cast<'_>, unit: &str) -> anyhow::Result<Bureau> {
    let roles = [
        Role::Approver,
        Role::Claimant,
        Role::PlatformAdmin,
        Role::Auditor,
        Role::Overseer,
        Role::Liaison,
        Role::Leader,
    ];
    let official = official_of(unit);
    cast.official(&official, unit, &roles).await?;
    let issued = cast.pin(unit, "repeats", &roles).await?;
    let caller = cast.caller(&issued, Some(&official))?;
    cast.known(&caller).await?;
    Ok(caller)
}

fn official_of(unit: &str) -> String {
    format!("{unit}-standing")
}

fn writes(rpc: &MethodDescriptor) -> bool {
    let has = |field| rpc.input().get_field_by_name(field).is_some();
    has("request_id") && has("validate_only")
}

/// Lays an empty answer under the request's id, as if it had been given.
async fn plant(
    database: &PgPool,
    unit: &str,
    rpc: &MethodDescriptor,
    request: &DynamicMessage,
) -> anyhow::Result<()> {
    let path = format!("/{}/{}", rpc.parent_service().full_name(), rpc.name());
    let request_id = request.get_field_by_name("request_id");
    let request_id = request_id.as_deref().and_then(Value::as_str).unwrap_or_default();
    sqlx::query(
        "insert into shell.request (unit, request_id, rpc, body_sha256, official, response, created_at)
         values ($1, $2::uuid, $3, $4, $5, '', now())",
    )
    .bind(unit)
    .bind(request_id)
    .bind(path)
    .bind(digest(&SHA256, &request.encode_to_vec()).as_ref())
    .bind(official_of(unit))
    .execute(database)
    .await?;
    Ok(())
}

/// Closes every unit but the callers', and every official but those who call.
async fn close_everybody_else(stage: &Stage) -> anyhow::Result<()> {
    let administration = stage.bureau(SENDER, Some("xzspj-admin"))?;
    let directory = administration.directory();
    let units = directory.clone().list_units(ListUnitsRequest::default()).await?.into_inner().units;
    for mut unit in units.into_iter().filter(|unit| ![SENDER, RECIPIENT].contains(&unit.code.as_str())) {
        unit.active = false;
        let request = SaveUnitRequest { request_id: request_id(), unit: Some(unit), ..Default::default() };
        directory.clone().save_unit(request).await?;
    }
    let asked = ListOfficialsRequest { unit: RECIPIENT.to_owned(), ..Default::default() };
    let officials = directory.clone().list_officials(asked).await?.into_inner().officials;
    let others = officials.into_iter().filter(|official| official.id != official_of(RECIPIENT));
    for mut official in others {
        official.active = false;
        let request =
            SaveOfficialRequest { request_id: request_id(), official: Some(official), ..Default::default() };
        directory.clone().save_official(request).await?;
    }
    let closed = stage.bureau(RECIPIENT, Some("scjgj-01"))?;
    let probe = rpc("DeliveryService/ListDeliveries");
    until("everybody else to be closed", async || {
        for service in [closed.approval(), closed.supervision(), closed.notification()?, closed.meeting()?] {
            let answer = ask(&service, &probe, vec![message(&probe, &json!({}))]).await;
            if answer.reason() != "OFFICIAL_UNKNOWN" {
                return Ok(None);
            }
        }
        Ok(Some(()))
    })
    .await
}
