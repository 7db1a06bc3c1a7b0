//! Topics of the joint meeting (联席会议议题).

use anyhow::ensure;

use super::{Terminal, exchange::text};

const LIAISON: &str = "zjj-liaison";
const OFFICE: &str = "xzspj-overseer";
const CHIEF: &str = "zfb-leader";

/// From the proposal over one return to the chief convener's consent; gives the topic's id.
pub(super) async fn consent(terminal: &Terminal) -> anyhow::Result<String> {
    let propose =
        "topics propose --kind duty-dispute --title 燃气经营监管分工 --text 检查职责交叉 --concerns scjgj";
    let topic = terminal.act(LIAISON, propose).await?;
    let id = text(&topic["id"])?;
    ensure!(topic["proposedBy"] == "zjj" && topic["state"] == "TOPIC_STATE_COLLECTED", "{topic}");
    let approve = format!("topics approve {id}");
    refusals(terminal, &approve).await?;

    let summarise = format!("topics summarise {id} --summary 明确检查牵头单位");
    let submit = format!("topics submit {id}");
    terminal.act(OFFICE, &summarise).await?;
    terminal.act(OFFICE, &submit).await?;
    let back = format!("topics return {id} --reason 请附双方意见");
    ensure!(terminal.act(CHIEF, &back).await?["returnReason"] == "请附双方意见");
    ensure!(terminal.list(OFFICE, "topics list --state returned").await?[0]["id"] == *id);
    terminal.act(OFFICE, &summarise).await?;
    terminal.act(OFFICE, &submit).await?;
    let approved = terminal.act(CHIEF, &approve).await?;
    ensure!(approved["state"] == "TOPIC_STATE_APPROVED" && approved["stateBy"] == CHIEF, "{approved}");

    let got = terminal.read("scjgj-01", &format!("topics get {id}")).await?;
    ensure!(got["topic"]["summary"] == "明确检查牵头单位", "whom it concerns sees it: {got}");
    ensure!(terminal.well("scjgj-01", "topics list").await?.contains("总召集人同意"));
    let (exit, told) = terminal.refused("slj-leader", &format!("topics get {id}")).await?;
    ensure!(exit == 3 && told["reason"] == "NOT_FOUND", "nobody else does: {told}");
    Ok(id)
}

/// What officials and programs are told by whom it is not for, and before it was submitted.
async fn refusals(terminal: &Terminal, approve: &str) -> anyhow::Result<()> {
    let (exit, told) = terminal.refused(OFFICE, approve).await?;
    ensure!(exit == 4 && told["reason"] == "SEAT_NOT_HELD", "{told}");
    let complaint = terminal.complaint(OFFICE, approve).await?;
    ensure!(complaint.starts_with("错误：须由总召集人决定（联席会议制度三（二））\n"), "{complaint}");
    ensure!(complaint.contains("shenguan roster list"), "who does hold it: {complaint}");
    let (exit, told) = terminal.refused(CHIEF, approve).await?;
    ensure!(exit == 4 && told["reason"] == "TOPIC_STATE", "{told}");
    ensure!(told["message_zh"] == "该议题未报总召集人（联席会议制度三（二））", "{told}");
    Ok(())
}
