//! A client in another language, generated from the .proto files.

use std::{fs, path::Path, process::Stdio};

use anyhow::{Context, ensure};
use scenarios::stage::Stage;
use serde_json::Value;
use tokio::process::Command;

use crate::played::{MORNING, Row, publicity_file};

const ROWS: usize = 5;

#[tokio::test]
async fn a_python_client_imports_watches_lists_and_claims_and_understands_refusals() -> anyhow::Result<()> {
    let stage = Stage::for_test(MORNING).await?;
    let file = stage.ground.folder.join("decisions.csv");
    fs::write(&file, publicity_file(&rows()))?;
    let outcome = run(&stage, &file).await?;

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

/// Runs the client as a process; gives the line that it prints last.
async fn run(stage: &Stage, file: &Path) -> anyhow::Result<Value> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let installed = root.join(".tools/venv/bin/python");
    let python = if installed.is_file() { installed } else { "python3".into() };
    let output = Command::new(&python)
        .arg(root.join("tests/clients/python/client.py"))
        .arg("--proto")
        .arg(root.join("proto"))
        .arg("--certificates")
        .arg(stage.ground.certificates())
        .arg("--file")
        .arg(file)
        .args(["--approval", &format!("localhost:{}", stage.approval.grpc_port())])
        .args(["--supervision", &format!("localhost:{}", stage.supervision.grpc_port())])
        .stdin(Stdio::null())
        .output()
        .await
        .with_context(|| format!("{} does not start", python.display()))?;
    let complaint = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "the client failed: {complaint}");
    let said = String::from_utf8(output.stdout)?;
    Ok(serde_json::from_str(said.lines().last().context("the client said nothing")?)?)
}
