//! Meetings of the joint meeting (联席会议会议).

use std::fs;

use anyhow::{Context, ensure};
use scenarios::stage::Stage;
use serde_json::Value;

use super::{Terminal, exchange::text};
use crate::desk::at;

const OFFICE: &str = "xzspj-overseer";
const CHIEF: &str = "zfb-leader";

/// One meeting on the topic is cancelled; the next is delegated, moved, invited to, given its material, and opened. Gives its id.
pub(super) async fn held(stage: &Stage, terminal: &Terminal, topic: &str) -> anyhow::Result<String> {
    let chief = seat(terminal, "zfb", "SEAT_ROLE_CHIEF_CONVENER").await?;
    let id = planned(terminal, topic, &chief).await?;
    invited(terminal, &id).await?;
    let material = sent(terminal, &id).await?;
    answered(terminal, &id).await?;
    downloaded(terminal, &id, &material).await?;
    let open = format!("meetings open {id} --presided-by {chief}");
    let (exit, told) = terminal.refused(OFFICE, &open).await?;
    ensure!(exit == 4 && told["message_zh"] == "该会议于2026-10-14召开（联席会议制度三（一））", "{told}");

    stage.set_clock(at("2026-10-14T14:50"))?;
    signed_in(terminal, &id).await?;
    let (exit, told) = terminal.refused(OFFICE, &format!("{open} --late-agreed true")).await?;
    ensure!(exit == 2 && told["fields"][0]["field"] == "late_materials_agreed", "nothing was late: {told}");
    let opened = terminal.act(OFFICE, &open).await?;
    ensure!(opened["state"] == "MEETING_STATE_HELD" && opened["presidedBy"] == *chief, "{opened}");
    let got = terminal.read(OFFICE, &format!("meetings get {id}")).await?;
    let whole = |part: &str| got[part].as_array().map(Vec::len);
    ensure!((whole("participants"), whole("materials")) == (Some(4), Some(1)), "{got}");
    let own = terminal.read("slj-leader", &format!("meetings get {id}")).await?;
    ensure!(own["participants"].as_array().map(Vec::len) == Some(1), "what others answered is theirs: {own}");
    ensure!(
        terminal.well("slj-leader", "meetings list --kind topical --state held").await?.contains("已召开")
    );
    Ok(id)
}

/// Cancelled once, planned again under a convener, who presides only when the chief convener lets him, and moved by some hours.
async fn planned(terminal: &Terminal, topic: &str, chief: &str) -> anyhow::Result<String> {
    let convener = seat(terminal, "xzspj", "SEAT_ROLE_CONVENER").await?;
    let plan = |presides: &str| {
        format!(
            "meetings plan topical --title 审管联动专题会议 --start 2026-10-14T10:00 --place 县政府三楼会议室 \
             --convened-by {chief} --presided-by {presides} --topic {topic} --invites slj --lawyer 县法律顾问单位"
        )
    };
    let first = terminal.act(OFFICE, &plan(chief)).await?;
    let cancel = format!("meetings cancel {} --reason 并入下次会议", text(&first["meeting"]["id"])?);
    ensure!(terminal.act(OFFICE, &cancel).await?["cancelReason"] == "并入下次会议");
    ensure!(terminal.list(OFFICE, "meetings list --state cancelled").await?.len() == 1);

    let planned = terminal.act(OFFICE, &plan(&convener)).await?;
    let id = text(&planned["meeting"]["id"])?;
    ensure!(planned["meeting"]["startTime"] == "2026-10-14T02:00:00Z", "the county's clocks: {planned}");
    let complaint = terminal.complaint(OFFICE, &format!("meetings invite {id}")).await?;
    let words = "错误：专题联席会议由总召集人主持，或由总召集人委托召集人主持（联席会议制度三（一））\n";
    ensure!(complaint.starts_with(words) && complaint.contains("shenguan meetings get"), "{complaint}");
    let delegate = format!("meetings delegate {id} {convener}");
    let (exit, told) = terminal.refused(OFFICE, &delegate).await?;
    ensure!(exit == 4 && told["reason"] == "SEAT_NOT_HELD", "{told}");
    ensure!(terminal.act(CHIEF, &delegate).await?["delegation"]["official"] == CHIEF);
    let moved = format!("meetings reschedule {id} --start 2026-10-14T15:00 --reason 会议室占用");
    ensure!(terminal.act(OFFICE, &moved).await?["rescheduleCount"] == 1);
    Ok(id)
}

async fn invited(terminal: &Terminal, id: &str) -> anyhow::Result<()> {
    let (exit, told) = terminal.refused("zjj-leader", &format!("meetings get {id}")).await?;
    ensure!(exit == 3 && told["reason"] == "NOT_FOUND", "nobody is invited yet: {told}");
    let invited = terminal.act(OFFICE, &format!("meetings invite {id}")).await?;
    let units: Vec<_> = invited["participants"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|one| one["unit"].as_str())
        .collect();
    ensure!(units == ["scjgj", "slj", "zjj", ""], "{invited}");
    let due = &invited["meeting"]["materialsDeadline"];
    ensure!(due["dueTime"] == "2026-10-13T16:00:00Z" && due["article"] == "联席会议制度三（四）", "{due}");
    Ok(())
}

/// A material in time; gives its id.
async fn sent(terminal: &Terminal, id: &str) -> anyhow::Result<String> {
    fs::write(terminal.folder.join("材料.txt"), "议题材料")?;
    fs::write(terminal.folder.join("空白.txt"), "")?;
    for (file, words) in [("材料.exe", "不能发送"), ("空白.txt", "为0字节")] {
        let (exit, told) = terminal.refused(OFFICE, &format!("meetings send-material {id} {file}")).await?;
        ensure!(exit == 2 && text(&told["message_zh"])?.contains(words), "{told}");
    }
    let sent = terminal.act(OFFICE, &format!("meetings send-material {id} 材料.txt")).await?;
    let material = &sent["material"];
    ensure!(material["mediaType"] == "text/plain" && material["name"] == "材料.txt", "{sent}");
    ensure!(material["late"] == false && sent["meeting"]["materialsLate"] == false, "{sent}");
    text(&material["id"])
}

async fn answered(terminal: &Terminal, id: &str) -> anyhow::Result<()> {
    for (official, words, answer) in [
        ("scjgj-liaison", "attends", "INVITATION_ANSWER_ATTENDS"),
        ("slj-leader", "leave --reason 汛期值守", "INVITATION_ANSWER_LEAVE"),
        ("zjj-leader", "stand-in --post 分管副职", "INVITATION_ANSWER_STAND_IN"),
    ] {
        let answered = terminal.act(official, &format!("meetings answer {id} {words} --moved 1")).await?;
        ensure!(answered["answer"] == answer && answered["answeredBy"] == official, "{answered}");
    }
    let line = format!("meetings answer {id} attends --reason 汛期值守");
    let (exit, told) = terminal.refused("slj-leader", &line).await?;
    ensure!(exit == 2 && told["fields"][0]["field"] == "leave_reason", "a reason for what: {told}");
    Ok(())
}

/// Whoever is invited reads the material and puts the meeting into a calendar.
async fn downloaded(terminal: &Terminal, id: &str, material: &str) -> anyhow::Result<()> {
    let shown = terminal.read("zjj-01", &format!("meetings material {material} --to 下载.txt")).await?;
    ensure!(shown["size"] == "12" && fs::read_to_string(terminal.folder.join("下载.txt"))? == "议题材料");
    let invitation = format!("meetings invitation {id}");
    let printed = terminal.well("zjj-01", &invitation).await?;
    ensure!(printed.contains("DTSTART:20261014T070000Z\r\n"), "{printed}");
    ensure!(terminal.json("zjj-01", &invitation).await?["ics"] == *printed, "nothing is added");
    ensure!(terminal.well("zjj-01", &format!("{invitation} --to 通知.ics")).await?.is_empty());
    ensure!(fs::read_to_string(terminal.folder.join("通知.ics"))? == printed);
    Ok(())
}

/// A unit signs in itself; the office signs in whoever has no system.
async fn signed_in(terminal: &Terminal, id: &str) -> anyhow::Result<()> {
    let here = terminal.act("zjj-01", &format!("meetings sign-in {id}")).await?;
    ensure!(here["signedInPost"] == "分管副职", "the stand-in: {here}");
    let whole = terminal.json(OFFICE, &format!("meetings get {id}")).await?;
    let guest = whole["participants"].as_array().and_then(|all| all.last()).context("the lawyer")?;
    let line = format!("meetings sign-in {id} --participant {} --post 法律顾问", text(&guest["id"])?);
    let (exit, told) = terminal.refused("zjj-01", &line).await?;
    ensure!(exit == 2 && told["fields"][0]["field"] == "participant_id", "the office does: {told}");
    ensure!(terminal.act(OFFICE, &line).await?["signedInPost"] == "法律顾问");
    Ok(())
}

/// The seat of a role that a unit holds on the day of the meeting.
async fn seat(terminal: &Terminal, unit: &str, role: &str) -> anyhow::Result<String> {
    let seats = terminal.list(OFFICE, &format!("roster list --of {unit} --day 2026-10-14")).await?;
    let seat: &Value = seats.iter().find(|seat| seat["role"] == role).context("no such seat")?;
    text(&seat["id"])
}
