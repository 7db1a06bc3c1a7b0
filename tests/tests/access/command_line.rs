//! `shenguan calendar` as the platform administration types it: tables, JSON, exit codes, `--check`.

use std::process::Output;

use scenarios::stage::{Stage, binary};
use serde_json::{Value, json};

use crate::{cast::SENDER, played::MORNING};

const STORM: [&str; 7] =
    ["close", "2026-10-15", "--authority", "县防汛抗旱指挥部", "--reason", "台风停工", "--yes"];

#[tokio::test]
async fn a_day_is_closed_listed_and_reopened_from_the_command_line() -> anyhow::Result<()> {
    let stage = Stage::for_test(MORNING).await?;
    let checked = table(&stage, &[&STORM[..], &["--check"]].concat()).await?;
    assert!(checked.contains("2026-10-15") && checked.contains("台风停工"), "{checked}");
    assert_eq!(as_json(&stage, &["closures"]).await?, json!([]), "a check closes nothing");

    let closed = as_json(&stage, &STORM).await?;
    assert_eq!(shown(&closed), json!(["2026-10-15", "县防汛抗旱指挥部", "台风停工", false, "1"]));
    assert_eq!(as_json(&stage, &["closures"]).await?, json!([closed]));
    let listed = table(&stage, &["closures"]).await?;
    let lines: Vec<Vec<&str>> = listed.lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(lines[0], ["日期", "决定机关", "原因", "已撤销", "版本"]);
    assert_eq!(lines[1], ["2026-10-15", "县防汛抗旱指挥部", "台风停工", "1"]);

    table(&stage, &["reopen", "2026-10-15", "--check"]).await?;
    assert_eq!(as_json(&stage, &["closures"]).await?, json!([closed]), "a check reopens nothing");
    let reopened = as_json(&stage, &["reopen", "2026-10-15", "--yes"]).await?;
    assert_eq!(shown(&reopened), json!(["2026-10-15", "县防汛抗旱指挥部", "台风停工", true, "2"]));
    assert_eq!(
        as_json(&stage, &["closures"]).await?,
        json!([reopened]),
        "that it was closed stays on record"
    );
    Ok(())
}

#[tokio::test]
async fn a_closure_that_is_refused_ends_with_its_exit_code() -> anyhow::Result<()> {
    let stage = Stage::for_test(MORNING).await?;
    let administration = (SENDER, "xzspj-admin");
    let nobody = ["close", "2026-10-15", "--authority", " ", "--reason", "台风停工", "--yes"];
    for (caller, words, exit, said) in [
        (administration, &nobody[..], 2, "authority"),
        (administration, &["reopen", "2026-10-16", "--yes"], 3, "NOT_FOUND"),
        (("scjgj", "scjgj-01"), &STORM, 6, "ROLE_NOT_ALLOWED"),
    ] {
        let output = calendar(&stage, caller, words).await?;
        let complaint = String::from_utf8(output.stderr)?;
        assert_eq!(output.status.code(), Some(exit), "{words:?}: {complaint}");
        assert!(complaint.contains(said), "{words:?}: {complaint}");
        assert_eq!(output.stdout, b"", "{words:?}");
    }
    assert_eq!(as_json(&stage, &["closures"]).await?, json!([]));
    Ok(())
}

async fn table(stage: &Stage, words: &[&str]) -> anyhow::Result<String> {
    let output = calendar(stage, (SENDER, "xzspj-admin"), words).await?;
    let complaint = String::from_utf8_lossy(&output.stderr);
    anyhow::ensure!(output.status.code() == Some(0), "{words:?}: {complaint}");
    Ok(String::from_utf8(output.stdout)?)
}

async fn as_json(stage: &Stage, words: &[&str]) -> anyhow::Result<Value> {
    Ok(serde_json::from_str(&table(stage, &[words, &["-o", "json"]].concat()).await?)?)
}

fn shown(closure: &Value) -> Value {
    ["date", "authority", "reason", "lifted", "version"].map(|key| closure[key].clone()).into_iter().collect()
}

/// Runs `shenguan calendar` for an official of a unit, and nothing of whoever runs the test.
async fn calendar(stage: &Stage, (unit, official): (&str, &str), words: &[&str]) -> anyhow::Result<Output> {
    let output = tokio::process::Command::new(binary("shenguan")?)
        .env_clear()
        .arg("--context")
        .arg(stage.ground.certificates())
        .args(["--unit", unit, "--official", official, "--approval", &stage.approval.url(), "calendar"])
        .args(words)
        .output();
    Ok(output.await?)
}
