//! What the platform administration (平台管理) types.

use std::fs;

use anyhow::{Context, ensure};
use scenarios::stage::{Stage, until};
use serde_json::json;

use super::Terminal;
use crate::{faults::Poison, scenarios::next_year};

const ADMIN: &str = "xzspj-admin";

/// What needs no service.
pub(super) async fn certificates_and_scripts(terminal: &Terminal) -> anyhow::Result<()> {
    fs::write(terminal.folder.join("units.tsv"), "code\tname\nscjgj\t县市场监管局\n")?;
    let keys = terminal.json(ADMIN, "certs dev --out other --units units.tsv").await?;
    ensure!(keys[0]["unit"] == "scjgj" && terminal.folder.join("other/units/scjgj.pem").exists());
    ensure!(terminal.well(ADMIN, "completion bash").await?.contains("deliveries"));
    ensure!(terminal.well(ADMIN, "man man").await?.is_empty());
    let page = fs::read_to_string(terminal.folder.join("man/shenguan-deliveries-claim.1"))?;
    ensure!(page.contains("认领") && page.contains("\\-\\-check"), "{page}");
    Ok(())
}

/// Who is who, whose key is whose, and what goes where.
pub(super) async fn directory(terminal: &Terminal) -> anyhow::Result<()> {
    ensure!(terminal.list("scjgj-01", "units list").await?.iter().any(|unit| unit["code"] == "zjj"));
    ensure!(terminal.list("scjgj-01", "officials list").await?.iter().any(|one| one["id"] == "scjgj-02"));

    let fingerprint = "ab".repeat(32);
    let pin = format!("keys pin --fingerprint {fingerprint} --for zjj --system oa --role claimant");
    ensure!(terminal.act(ADMIN, &pin).await?["unit"] == "zjj");
    let pinned = terminal.list(ADMIN, "keys list").await?;
    ensure!(pinned.iter().any(|key| key["fingerprint"] == *fingerprint && key["revokeTime"].is_null()));
    let revoke = format!("keys revoke {fingerprint}");
    let (exit, told) = terminal.refused(ADMIN, &revoke).await?;
    ensure!(exit == 2 && told["message"].as_str().is_some_and(|text| text.contains("--yes")), "{told}");
    ensure!(!terminal.act(ADMIN, &format!("{revoke} --yes")).await?["revokeTime"].is_null());
    let (exit, told) = terminal.refused("scjgj-01", "keys list").await?;
    ensure!(exit == 6 && told["reason"] == "ROLE_NOT_ALLOWED", "{told}");

    ensure!(terminal.read("scjgj-01", "map show").await?["version"] == "1");
    let explained = terminal.read("scjgj-01", "map explain XK3713220010").await?;
    ensure!(explained.to_string().contains("zjj"), "{explained}");
    Ok(())
}

/// Working days.
pub(super) async fn calendar(terminal: &Terminal) -> anyhow::Result<()> {
    let explained = terminal.read("zjj-01", "calendar explain 2026-09-30 --working-days 1").await?;
    ensure!(explained.to_string().contains("国庆"), "{explained}");
    let close = "calendar close 2026-12-01 --authority 县防汛抗旱指挥部 --reason 台风停工";
    ensure!(terminal.refused(ADMIN, close).await?.0 == 2, "it is felt by the whole county");
    ensure!(terminal.act(ADMIN, &format!("{close} --yes")).await?["lifted"] == false);
    ensure!(terminal.act(ADMIN, "calendar reopen 2026-12-01 -y").await?["lifted"] == true);
    ensure!(terminal.list("zjj-01", "calendar closures").await?[0]["date"] == "2026-12-01");
    fs::write(terminal.folder.join("2027.toml"), next_year::CALENDAR)?;
    ensure!(terminal.act(ADMIN, "calendar load 2027.toml --yes").await?["year"] == 2027);
    ensure!(terminal.list("zjj-01", "calendar years").await?.iter().any(|year| year["year"] == 2027));
    Ok(())
}

/// A message that nobody can handle, and whether all is well.
pub(super) async fn mailbox(stage: &Stage, terminal: &Terminal) -> anyhow::Result<()> {
    let rubbish = b"rubbish".to_vec();
    Poison::of(stage).await?.publish("push.approval.supervision.push_sent", None, rubbish).await?;
    let parked = terminal.list(ADMIN, "mailbox parked list --service supervision").await?;
    let id = parked[0]["id"].as_str().context("an id")?;
    let line = format!("mailbox replay {id} --service supervision");
    terminal.well(ADMIN, &format!("{line} --check")).await?;
    let replayed = terminal.run(ADMIN, &format!("{line} -o json")).await?;
    ensure!(replayed.status.code() == Some(1), "rubbish stays rubbish: {replayed:?}");
    until("the parked message in the status", async || {
        let status = terminal.read(ADMIN, "mailbox status --service supervision").await?;
        Ok((status["parked"] == json!("1") || status["parked"] == json!(1)).then_some(()))
    })
    .await?;
    until("the mailbox of the meeting service", async || {
        let status = terminal.read(ADMIN, "mailbox status --service meeting").await?;
        Ok((status["service"] == "meeting").then_some(()))
    })
    .await?;
    // It finds that message.
    let doctor = terminal.run(ADMIN, "doctor").await?;
    let found = String::from_utf8(doctor.stdout)?;
    ensure!(doctor.status.code() == Some(1) && found.contains("搁置"), "{found}");
    ensure!(found.contains("服务 meeting"), "it looks at every service that has an address: {found}");
    let quiet = terminal.run(ADMIN, "units list --limit 1 --quiet").await?;
    ensure!(String::from_utf8(quiet.stderr)?.contains("--all"), "that a list was cut is a warning");
    Ok(())
}
