//! Notices, and to whom they go.

use std::fs;

use anyhow::ensure;

use super::{Terminal, exchange::text};

/// Plans, deputies and silences.
pub(super) async fn reroute(terminal: &Terminal) -> anyhow::Result<()> {
    ensure!(terminal.list("zjj-01", "reminders plans").await?.iter().all(|plan| !plan["basis"].is_null()));
    let week = "reminders simulate --from 2026-10-08 --until 2026-10-15";
    ensure!(terminal.list("zjj-01", week).await?.iter().all(|told| told["unit"] == "zjj"));

    let deputy = "reminders deputy zjj-02 --for zjj-01 --from 2026-10-09 --until 2026-10-12";
    let id = text(&terminal.act("zjj-leader", deputy).await?["id"])?;
    ensure!(terminal.list("zjj-01", "reminders deputies").await?[0]["id"] == id);
    terminal.act("zjj-leader", &format!("reminders end-deputy {id}")).await?;

    let silence = "reminders silence --until 2026-10-09 --reason 系统切换";
    ensure!(terminal.refused("zjj-01", silence).await?.0 == 6, "leaders silence");
    let id = text(&terminal.act("zjj-leader", silence).await?["id"])?;
    ensure!(terminal.list("zjj-01", "reminders silences").await?[0]["id"] == id);
    terminal.act("zjj-leader", &format!("reminders end-silence {id}")).await?;
    Ok(())
}

/// What zjj was told of its late claim.
pub(super) async fn told(terminal: &Terminal, late: &str) -> anyhow::Result<()> {
    let notices = terminal.list("zjj-01", "notices list --unread").await?;
    let id = text(&notices[0]["id"])?;
    let got = terminal.read("zjj-01", &format!("notices get {id}")).await?;
    ensure!(got["duties"].to_string().contains(late), "{got}");
    ensure!(!text(&terminal.json("zjj-01", "notices watch --count 1").await?["cursor"])?.is_empty());
    terminal.act("zjj-01", &format!("notices read {id}")).await?;
    ensure!(!terminal.json("zjj-01", "notices list --unread").await?.to_string().contains(&id));
    let report = terminal.list("zjj-01", &format!("notices report --duty {late} --page report.html")).await?;
    ensure!(report.iter().all(|row| row["unit"] == "zjj"), "{report:?}");
    ensure!(fs::read_to_string(terminal.folder.join("report.html"))?.contains("催办送达情况"));
    Ok(())
}
