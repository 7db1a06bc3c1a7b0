//! Every RPC of the services × every role × {own object, another unit's object, own object without an acting official}. Whom the
//! policy does not name is denied; what the others get is compared with a table that people have reviewed.
//!
//! A cell is what those callers got: `OK`, `OK shown` where the answer held the object, or the gRPC code and the reason; roles that
//! got something else stand behind it.

mod of_meeting;
pub(crate) mod requests;

use std::{collections::BTreeMap, fs, path::Path};

use futures::{StreamExt, stream};
use prost_reflect::MethodDescriptor;
use proto::{reference::v1::Role, words::meeting::SeatRole};
use scenarios::stage::{Bureau, Stage};
use tonic::Code;

use self::requests::{Scene, request, shown};
use crate::{
    allowed::rule_of,
    asked::{Answer, ask, every_rpc, name_of},
    cast::{Cast, SENDER, unlimited},
    played::{MORNING, RECIPIENT},
};

const ROLES: [(&str, &[Role]); 8] = [
    ("approver", &[Role::Approver]),
    ("claimant", &[Role::Claimant]),
    ("platform_admin", &[Role::PlatformAdmin]),
    ("auditor", &[Role::Auditor]),
    ("overseer", &[Role::Overseer]),
    ("liaison", &[Role::Liaison]),
    ("leader", &[Role::Leader]),
    ("none", &[]),
];
pub(crate) const SERVICES: [&str; 4] = ["approval", "supervision", "notification", "meeting"];
const OBJECTS: [&str; 3] = ["own", "other", "no_official"];
const GOLDEN: &str = include_str!("matrix.golden.tsv");
/// A unit that has neither sent nor received anything.
const STRANGER: &str = "slj";

/// One unit's callers, by role: with an acting official and without.
struct Unit {
    acting: Vec<Bureau>,
    alone: Vec<Bureau>,
}

#[tokio::test(flavor = "multi_thread")]
async fn what_every_role_gets_from_every_rpc_is_what_was_reviewed() -> anyhow::Result<()> {
    let mut stage = Stage::with_meeting(MORNING).await?;
    unlimited(&mut stage).await?;
    let scene = Scene::set(&stage).await?;
    let cast = Cast::of(&stage)?;
    let (sender, recipient, stranger) =
        (unit(&cast, SENDER).await?, unit(&cast, RECIPIENT).await?, unit(&cast, STRANGER).await?);

    let mut table = vec![format!("service\trpc\t{}", OBJECTS.join("\t"))];
    for service in SERVICES {
        for rpc in every_rpc().iter().filter(|rpc| serves(service, rpc)) {
            let owner = if received(rpc) && !is_of_the_office(rpc) { &recipient } else { &sender };
            let mut cells = Vec::new();
            for object in OBJECTS {
                let callers = match object {
                    "own" => &owner.acting,
                    "other" => &stranger.acting,
                    _ => &owner.alone,
                };
                let got = row(service, rpc, object, callers, &scene).await;
                cells.push(told(service, rpc, &got));
            }
            table.push(format!("{service}\t{}\t{}", name_of(rpc), cells.join("\t")));
        }
    }
    compare(&table);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_service_does_not_serve_is_denied_to_everybody() -> anyhow::Result<()> {
    let stage = Stage::with_meeting(MORNING).await?;
    let scene = Scene::set(&stage).await?;
    let callers = [
        stage.bureau(SENDER, Some("xzspj-01"))?,
        stage.bureau(SENDER, Some("xzspj-admin"))?,
        stage.bureau(RECIPIENT, None)?,
    ];
    for service in SERVICES {
        for rpc in every_rpc().iter().filter(|rpc| !serves(service, rpc)) {
            for caller in &callers {
                let answer = ask(&calls(caller, service), rpc, request(rpc, &scene, "own")).await;
                assert_eq!(answer.reason(), "ROLE_NOT_ALLOWED", "{service} {}: {answer:?}", name_of(rpc));
            }
        }
    }
    Ok(())
}

/// Keys of one unit, one for each role, and an official who may do everything.
async fn unit(cast: &Cast<'_>, unit: &str) -> anyhow::Result<Unit> {
    let official = format!("{unit}-all");
    cast.official(&official, unit, &ROLES.map(|(_, roles)| roles).concat()).await?;
    let (mut acting, mut alone) = (Vec::new(), Vec::new());
    for (role, roles) in ROLES {
        let issued = cast.pin(unit, &format!("matrix-{role}"), roles).await?;
        acting.push(cast.caller(&issued, Some(&official))?);
        alone.push(cast.caller(&issued, None)?);
    }
    for caller in &acting {
        cast.known(caller).await?;
    }
    Ok(Unit { acting, alone })
}

async fn row(
    service: &str,
    rpc: &MethodDescriptor,
    object: &str,
    callers: &[Bureau],
    scene: &Scene,
) -> Vec<String> {
    let calls = callers.iter().zip(ROLES).map(|(caller, (role, _))| async move {
        let answer = ask(&calls(caller, service), rpc, request(rpc, scene, object)).await;
        let shown = shown(rpc, scene).is_some_and(|it| answer.shows(it));
        // An overseer (督办) sees every unit's duties, and nothing else of others.
        let may_see = object != "other"
            || (role == "overseer" && service == "notification" && !name_of(rpc).starts_with("Subscription"));
        assert!(!shown || may_see, "{service} {} shows another unit's object: {answer:?}", name_of(rpc));
        cell(&answer, shown)
    });
    // A unit has one paper printed after the other.
    let at_once = if rpc.name() == "GetMinutesDocument" { 1 } else { ROLES.len() };
    stream::iter(calls).buffered(at_once).collect().await
}

/// What those got whom the policy names; the others must have been denied. What most got stands first.
fn told(service: &str, rpc: &MethodDescriptor, got: &[String]) -> String {
    let rule = rule_of(service, rpc);
    let (mut told, mut most) = (Vec::new(), BTreeMap::new());
    for ((name, role), cell) in ROLES.iter().zip(got) {
        let is_allowed =
            role.iter().any(|role| rule.who.roles.iter().any(|allowed| Role::from(*allowed) == *role));
        assert_eq!(is_allowed, cell != "-", "{service} {}: {name} got {cell}", name_of(rpc));
        if is_allowed {
            *most.entry(cell).or_insert(0) += 1;
            told.push((name, cell));
        }
    }
    let Some((usual, _)) = most.into_iter().max_by_key(|(_, callers)| *callers) else { return String::new() };
    let others =
        told.iter().filter(|(_, cell)| *cell != usual).map(|(name, cell)| format!("; {name}: {cell}"));
    format!("{usual}{}", others.collect::<String>())
}

fn cell(answer: &Answer, shown: bool) -> String {
    match (answer.code(), answer.reason().as_str()) {
        (Code::Ok, _) if shown => "OK shown".to_owned(),
        (Code::Ok, _) => {
            requests::refused_item(answer).map_or("OK".to_owned(), |reason| format!("OK {reason}"))
        }
        (Code::PermissionDenied, "ROLE_NOT_ALLOWED") => "-".to_owned(),
        (code, reason) => format!("{code:?} {reason}"),
    }
}

/// Whether the service has the RPC: its own packages, and those that several share.
pub(crate) fn serves(service: &str, rpc: &MethodDescriptor) -> bool {
    let package = rpc.parent_service().package_name().to_owned();
    match package.split('.').nth(1).unwrap_or_default() {
        "exchange" => ["approval", "supervision"].contains(&service),
        area => area == service || !SERVICES.contains(&area),
    }
}

/// Whether the objects of the RPC belong to the unit that received them, and owes their claim.
pub(crate) fn received(rpc: &MethodDescriptor) -> bool {
    ["shenguan.notification.v1", "shenguan.meeting.v1"].contains(&rpc.parent_service().package_name())
        || ["DeliveryService", "SubjectService"].contains(&rpc.parent_service().name())
}

/// Acts of the joint meeting's office, which the sender is.
pub(crate) fn is_of_the_office(rpc: &MethodDescriptor) -> bool {
    serves("meeting", rpc) && rule_of("meeting", rpc).who.seat == Some(SeatRole::Office)
}

pub(crate) fn calls(caller: &Bureau, service: &str) -> client::Calls {
    match service {
        "approval" => caller.approval(),
        "supervision" => caller.supervision(),
        "notification" => caller.notification().expect("it is installed"),
        _ => caller.meeting().expect("it is installed"),
    }
}

fn compare(actual: &[String]) {
    let (comments, golden): (Vec<&str>, Vec<&str>) = GOLDEN.lines().partition(|line| line.starts_with('#'));
    if golden == actual {
        return;
    }
    let written = Path::new(env!("CARGO_TARGET_TMPDIR")).join("matrix.golden.tsv");
    fs::write(&written, format!("{}\n{}\n", comments.join("\n"), actual.join("\n"))).expect("the table");
    let gone =
        golden.iter().filter(|line| !actual.iter().any(|new| new == *line)).map(|line| format!("- {line}"));
    let new = actual.iter().filter(|line| !golden.contains(&line.as_str())).map(|line| format!("+ {line}"));
    let difference = gone.chain(new).collect::<Vec<_>>().join("\n");
    let path = written.display();
    panic!(
        "the matrix is not what was reviewed:\n{difference}\n\
         If every line is meant, accept it: cp {path} tests/tests/access/matrix.golden.tsv"
    );
}
