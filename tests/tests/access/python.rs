//! A client in another language, generated from the .proto files.

use std::{fs, path::Path, process::Stdio};

use anyhow::{Context, ensure};
use proto::meeting::v1::ListTopicsRequest;
use scenarios::stage::{Stage, until};
use serde_json::Value;
use tokio::process::Command;

use crate::played::{MORNING, Row, publicity_file};

const ROWS: usize = 5;

#[tokio::test]
async fn a_python_client_imports_watches_lists_and_claims_and_understands_refusals() -> anyhow::Result<()> {
    let stage = Stage::for_test(MORNING).await?;
    let file = stage.ground.folder.join("decisions.csv");
    fs::write(&file, publicity_file(&rows()))?;
    let arguments = [
        "--file".to_owned(),
        file.display().to_string(),
        "--approval".to_owned(),
        format!("localhost:{}", stage.approval.grpc_port()),
        "--supervision".to_owned(),
        format!("localhost:{}", stage.supervision.grpc_port()),
    ];
    let outcome = run(&stage, "client.py", &arguments).await?;

    for (field, expected) in [("rows", ROWS), ("verdicts", ROWS), ("deliveries", ROWS)] {
        assert_eq!(outcome[field], expected, "{field} of {outcome:#}");
    }
    assert_eq!(outcome["watched"], true, "what was watched is what is listed: {outcome:#}");
    assert_eq!(outcome["claimed_by"], "scjgj-01");
    assert_eq!(outcome["same_answer"], true, "a repeat has the same answer");

    let taken = &outcome["taken"];
    assert_eq!(taken["code"], "FAILED_PRECONDITION");
    assert_eq!(
        (&taken["reason"], &taken["domain"]),
        (&"DELIVERY_ALREADY_CLAIMED".into(), &"shenguan.cn".into())
    );
    assert_eq!(taken["metadata"]["claimed_by"], "scjgj-01");
    assert!(taken["articles"][0].as_str().is_some_and(|article| article.contains("第二十二条")), "{taken:#}");
    let text = taken["text"].as_str().unwrap_or_default();
    assert!(taken["locale"] == "zh-CN" && text.contains("认领"), "{taken:#}");

    assert_eq!(outcome["wrong"]["code"], "INVALID_ARGUMENT");
    assert_eq!(outcome["wrong"]["reason"], "INVALID_FIELDS");
    assert_eq!(outcome["wrong"]["fields"], serde_json::json!(["id"]));
    let missing = outcome["incomplete"]["fields"].as_array().map_or(0, Vec::len);
    assert!(missing > 5, "every missing field is named: {:#}", outcome["incomplete"]);
    Ok(())
}

fn rows() -> Vec<Row> {
    let row = |n| Row {
        name: format!("示例{n}"),
        id_number: "371322189901010005".to_owned(),
        certificate: "食品生产许可证",
        number: format!("P{n}"),
    };
    (0..ROWS).map(row).collect()
}

/// The whole of a meeting, from the topic to the bulletin.
#[tokio::test]
async fn a_python_client_carries_the_joint_meeting_from_a_topic_to_a_bulletin() -> anyhow::Result<()> {
    let stage = Stage::with_meeting(MORNING).await?;
    for (unit, official) in [
        ("xzspj", "xzspj-overseer"),
        ("zfb", "zfb-leader"),
        ("scjgj", "scjgj-liaison"),
        ("zjj", "zjj-leader"),
    ] {
        let bureau = stage.bureau(unit, Some(official))?;
        until("the meeting service to know the official", async || {
            Ok(bureau.topics()?.list_topics(ListTopicsRequest::default()).await.ok())
        })
        .await?;
    }
    let meeting = stage.meeting.as_ref().context("installed")?;
    let arguments = [
        "--meeting".to_owned(),
        format!("localhost:{}", meeting.grpc_port()),
        "--start".to_owned(),
        "2026-10-12T15:00:00+08:00".to_owned(),
    ];
    let outcome = run(&stage, "joint_meeting.py", &arguments).await?;
    let wrong = &outcome["wrong_chair"];
    assert_eq!(wrong["reason"], "CHAIR_NOT_ALLOWED");
    assert!(wrong["text"].as_str().is_some_and(|text| text.contains("联席会议制度三（一）")), "{wrong:#}");
    assert_eq!(outcome["invited"], serde_json::json!(["scjgj", "zjj"]));
    assert_eq!(outcome["changed"]["reason"], "MINUTES_STATE");
    assert_eq!(outcome["number"], "联席会议纪要〔2026〕1号");
    for said in ["same_content", "late", "held", "accepted"] {
        assert_eq!(outcome[said], true, "{said} of {outcome:#}");
    }
    assert_eq!(outcome["told"], serde_json::json!([["scjgj", false]]));
    Ok(())
}

/// Runs a client as a process; gives the line that it prints last.
async fn run(stage: &Stage, client: &str, arguments: &[String]) -> anyhow::Result<Value> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let installed = root.join(".tools/venv/bin/python");
    let python = if installed.is_file() { installed } else { "python3".into() };
    let output = Command::new(&python)
        .arg(root.join("tests/clients/python").join(client))
        .arg("--proto")
        .arg(root.join("proto"))
        .arg("--certificates")
        .arg(stage.ground.certificates())
        .args(arguments)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .stdin(Stdio::null())
        .output()
        .await
        .with_context(|| format!("{} does not start", python.display()))?;
    let complaint = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "the client failed: {complaint}");
    let said = String::from_utf8(output.stdout)?;
    Ok(serde_json::from_str(said.lines().last().context("the client said nothing")?)?)
}
