//! Minutes of meetings (会议纪要).

use std::fs;

use anyhow::ensure;
use scenarios::stage::until;

use super::{Terminal, exchange::text};

const OFFICE: &str = "xzspj-overseer";
const CHIEF: &str = "zfb-leader";

/// From the file to the number; gives the id of what scjgj is to do.
pub(super) async fn issued(terminal: &Terminal, meeting: &str, topic: &str) -> anyhow::Result<String> {
    let (get, issue) =
        (format!("minutes get {meeting}"), format!("minutes issue {meeting} --version 1 --yes"));
    drafted(terminal, meeting, topic).await?;
    let (exit, told) = terminal.refused("zjj-leader", &get).await?;
    ensure!(exit == 3 && told["reason"] == "NOT_FOUND", "a draft is the office's: {told}");
    let circulate = format!("minutes circulate {meeting} --version 1 --until 2026-10-16");
    ensure!(terminal.act(OFFICE, &circulate).await?["commentsUntil"] == "2026-10-16");
    let comment = format!("minutes comment {meeting} 建议明确推送时限");
    ensure!(terminal.act("zjj-leader", &comment).await?["version"] == 1);
    let got = terminal.read(OFFICE, &get).await?;
    ensure!(got["comments"][0]["unit"] == "zjj", "{got}");

    let approve = format!("minutes approve {meeting} --version 1");
    let complaint = terminal.complaint(OFFICE, &approve).await?;
    ensure!(complaint.starts_with("错误：会议纪要由会议主持人签发（联席会议制度三（五））\n"), "{complaint}");
    ensure!(complaint.contains("shenguan roster list"), "who did preside: {complaint}");
    let complaint = terminal.complaint(OFFICE, &issue).await?;
    let words = "错误：会议纪要须经主持人签发后方可印发（联席会议制度三（五））\n";
    ensure!(complaint.starts_with(words) && complaint.contains("shenguan minutes get"), "{complaint}");
    let (exit, told) = terminal.refused(CHIEF, &approve.replace("--version 1", "--version 2")).await?;
    ensure!(exit == 4 && told["reason"] == "VERSION_CONFLICT", "that one was not read: {told}");
    ensure!(terminal.act(CHIEF, &approve).await?["approvedBy"] == CHIEF);

    let (exit, told) = terminal.refused(OFFICE, &format!("minutes issue {meeting} --version 1")).await?;
    ensure!(exit == 2 && text(&told["message"])?.contains("--yes"), "many feel it at once: {told}");
    let issued = terminal.act(OFFICE, &issue).await?;
    ensure!(issued["minutes"]["number"] == "联席会议纪要〔2026〕1号", "a check takes no number: {issued}");
    ensure!(terminal.well("zjj-leader", &get).await?.contains("已印发"));
    let document = format!("minutes document {meeting} --to 纪要.pdf");
    let (exit, _) = terminal.refused("zjj-leader", &document.replace(".pdf", ".ofd")).await?;
    ensure!(exit == 2, "what kind of file is that");
    let printed = terminal.read("zjj-leader", &document).await?;
    ensure!(printed["name"] == "联席会议纪要〔2026〕1号.pdf", "{printed}");
    ensure!(fs::read(terminal.folder.join("纪要.pdf"))?.starts_with(b"%PDF-"), "a document");
    until("the unit to be told", async || {
        let told = terminal.json("zjj-leader", "announcements list --kind minutes-issued").await?;
        Ok(told.as_array().is_some_and(|told| told.len() == 1).then_some(()))
    })
    .await?;
    let told = terminal.well("zjj-leader", "announcements list").await?;
    ensure!(told.contains("请答复") && told.contains("联席会议纪要〔2026〕1号已印发"), "{told}");
    let first = terminal.read(OFFICE, &format!("{get} --version 1")).await?;
    ensure!(first["minutes"]["state"] == "MINUTES_STATE_ISSUED", "{first}");
    text(&issued["resolutionIds"][0])
}

/// The first version; a slip in the file is told with its line.
async fn drafted(terminal: &Terminal, meeting: &str, topic: &str) -> anyhow::Result<()> {
    let draft = format!("minutes draft {meeting} 纪要.toml");
    let file = terminal.folder.join("纪要.toml");
    let content = format!(
        r#"opening = "会议听取了燃气经营监管情况汇报。"

[[matters]]
topic = "{topic}"
text = "会议议定如下事项。"

[[resolutions]]
kind = "agreed"
topic = "{topic}"
text = "印发燃气经营监管分工清单。"
lead_unit = "scjgj"
co_units = ["zjj"]
due_on = 2026-11-30
"#
    );
    fs::write(&file, content.replace("lead_unit", "leading_unit"))?;
    let (exit, told) = terminal.refused(OFFICE, &draft).await?;
    ensure!(exit == 2 && text(&told["message_zh"])?.starts_with("纪要.toml 第11行有误"), "{told}");
    ensure!(text(&told["message"])?.contains("leading_unit"), "{told}");
    fs::write(&file, content)?;
    let drafted = terminal.act(OFFICE, &draft).await?;
    ensure!(drafted["version"] == 1 && drafted["state"] == "MINUTES_STATE_DRAFT", "{drafted}");
    ensure!(drafted["content"]["resolutions"][0]["dueOn"] == "2026-11-30", "{drafted}");
    Ok(())
}
