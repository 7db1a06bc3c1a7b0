//! The roster of the joint meeting (联席会议成员名册).

use anyhow::ensure;
use scenarios::stage::until;

use super::{Terminal, exchange::text};

const LEADER: &str = "zjj-leader";
const OFFICE: &str = "xzspj-overseer";

/// The unit proposes, the office records one change and declines another.
pub(super) async fn successions(terminal: &Terminal) -> anyhow::Result<()> {
    let propose = "roster propose liaison --post 审批协调科科长 --holder zjj-liaison --from 2026-10-15 --reason 岗位调整";
    until("the meeting service to know the leader", async || {
        Ok(Some(terminal.well(LEADER, &format!("{propose} --check")).await?))
    })
    .await?;
    let proposed = terminal.act(LEADER, propose).await?;
    ensure!(proposed["state"] == "SEAT_CHANGE_STATE_PROPOSED" && proposed["unit"] == "zjj", "{proposed}");
    let record = format!("roster record {}", text(&proposed["id"])?);
    let (exit, told) = terminal.refused(LEADER, &record).await?;
    ensure!(exit == 6 && told["reason"] == "ROLE_NOT_ALLOWED", "the office records: {told}");
    let recorded = terminal.act(OFFICE, &record).await?;
    ensure!(recorded["change"]["state"] == "SEAT_CHANGE_STATE_RECORDED", "{recorded}");
    ensure!(recorded["seat"]["official"] == "zjj-liaison", "{recorded}");
    let (exit, told) = terminal.refused(OFFICE, &record).await?;
    ensure!(exit == 4 && told["reason"] == "SEAT_CHANGE_DECIDED", "recorded once: {told}");
    ensure!(text(&told["message_zh"])?.ends_with("（联席会议制度二）"), "{told}");

    let leave = "roster propose member --ends --from 2026-10-16 --reason 机构改革";
    let id = text(&terminal.act(LEADER, leave).await?["id"])?;
    let declined = terminal.act(OFFICE, &format!("roster decline {id} --reason 职责未调整")).await?;
    ensure!(declined["declineReason"] == "职责未调整", "{declined}");
    ensure!(terminal.list(OFFICE, "roster changes --state declined").await?[0]["id"] == *id);
    ensure!(terminal.list(LEADER, "roster changes").await?.len() == 2);
    seats(terminal).await
}

/// What everybody sees: the day decides, and what was stays.
async fn seats(terminal: &Terminal) -> anyhow::Result<()> {
    for (line, posts) in [
        ("--day 2026-10-14", &["相关科室负责人"][..]),
        ("--day 2026-10-15", &["审批协调科科长"]),
        ("--past", &["相关科室负责人", "审批协调科科长"]),
    ] {
        let seats = terminal.list("scjgj-01", &format!("roster list --of zjj {line}")).await?;
        let liaisons = seats.iter().filter(|seat| seat["role"] == "SEAT_ROLE_LIAISON");
        let found: Vec<_> = liaisons.filter_map(|seat| seat["post"].as_str()).collect();
        ensure!(found == posts, "{line}: {seats:?}");
    }
    let shown = terminal.well("scjgj-01", "roster list --of zfb").await?;
    ensure!(shown.contains("总召集人") && shown.contains("县政府分管领导"), "{shown}");
    Ok(())
}
