//! Resolutions of the joint meeting (议定事项), and bulletins about them (通报).

use anyhow::ensure;
use serde_json::json;

use super::{Terminal, exchange::text};

const OFFICE: &str = "xzspj-overseer";
const LEAD: &str = "scjgj-leader";

/// Reported on, extended, given back once and accepted; then every unit is told.
pub(super) async fn carried_out(terminal: &Terminal, id: &str) -> anyhow::Result<()> {
    let listed = terminal.list(LEAD, "resolutions list --led --state under-way").await?;
    ensure!(listed.len() == 1 && listed[0]["id"] == *id, "{listed:?}");
    ensure!(terminal.json(OFFICE, "resolutions list --overdue").await? == json!([]));
    let (exit, told) = terminal.refused("slj-leader", &format!("resolutions get {id}")).await?;
    ensure!(exit == 3 && told["reason"] == "NOT_FOUND", "it is not theirs: {told}");
    terminal.act("zjj-leader", &format!("resolutions report {id} 已完成初稿")).await?;
    let other = format!("resolutions reassign {id} --to zjj --due 2026-11-30 --reason 职责调整");
    ensure!(terminal.act(OFFICE, &other).await?["leadUnit"] == "zjj");
    ensure!(terminal.act(OFFICE, &other.replace("zjj", "scjgj")).await?["leadUnit"] == "scjgj");
    extended(terminal, id).await?;

    let accept = format!("resolutions accept {id}");
    let complaint = terminal.complaint(OFFICE, &accept).await?;
    ensure!(complaint.starts_with("错误：该事项尚未提交验收（联席会议制度三（五））\n"), "{complaint}");
    ensure!(complaint.contains("shenguan resolutions get"), "{complaint}");
    let submit = format!("resolutions submit {id} --evidence 已印发清单，文号郯市监发〔2026〕9号");
    ensure!(terminal.act(LEAD, &submit).await?["state"] == "RESOLUTION_STATE_SUBMITTED");
    let back = format!("resolutions reopen {id} --reason 缺少附件");
    ensure!(terminal.act(OFFICE, &back).await?["state"] == "RESOLUTION_STATE_UNDER_WAY");
    terminal.act(LEAD, &submit).await?;
    let accepted = terminal.act(OFFICE, &accept).await?;
    ensure!(accepted["state"] == "RESOLUTION_STATE_ACCEPTED" && accepted["late"] == false, "{accepted}");
    let got = terminal.read(LEAD, &format!("resolutions get {id}")).await?;
    let count = |part: &str| got[part].as_array().map(Vec::len);
    ensure!((count("reports"), count("extensions")) == (Some(7), Some(2)), "{got}");
    told_to_everybody(terminal).await
}

/// One later day is granted, a still later one declined.
async fn extended(terminal: &Terminal, id: &str) -> anyhow::Result<()> {
    let extend = async |to: &str| {
        let line = format!("resolutions extend {id} --to {to} --reason 需与省平台对接");
        text(&terminal.act(LEAD, &line).await?["id"])
    };
    let first = extend("2026-12-15").await?;
    let granted = terminal.act(OFFICE, &format!("resolutions decide-extension {first} --grant")).await?;
    ensure!(granted["extension"]["state"] == "EXTENSION_STATE_GRANTED", "{granted}");
    ensure!(granted["resolution"]["dueOn"] == "2026-12-15", "{granted}");
    let second = extend("2027-06-30").await?;
    let decline = format!("resolutions decide-extension {second} --decline 期限过长");
    let declined = terminal.act(OFFICE, &decline).await?;
    ensure!(declined["extension"]["declineReason"] == "期限过长", "{declined}");
    ensure!(declined["resolution"]["dueOn"] == "2026-12-15", "{declined}");
    Ok(())
}

async fn told_to_everybody(terminal: &Terminal) -> anyhow::Result<()> {
    let (exit, told) = terminal.refused(OFFICE, "bulletins issue").await?;
    ensure!(exit == 2 && text(&told["message"])?.contains("--yes"), "every unit is told: {told}");
    let issued = terminal.act(OFFICE, "bulletins issue --yes").await?;
    ensure!(issued["number"] == "联席会议通报〔2026〕1号", "a check takes no number: {issued}");
    let id = text(&issued["id"])?;
    ensure!(terminal.list("slj-leader", "bulletins list").await?[0]["id"] == *id);
    let got = terminal.read("slj-leader", &format!("bulletins get {id}")).await?;
    let row = &got["rows"][0];
    ensure!(row["leadUnit"] == "scjgj" && row["extensionCount"] == 1, "{got}");
    ensure!(row["state"] == "RESOLUTION_STATE_ACCEPTED" && row["late"] == false, "{got}");
    ensure!(terminal.well("slj-leader", &format!("bulletins get {id}")).await?.contains("已办结"));
    Ok(())
}
