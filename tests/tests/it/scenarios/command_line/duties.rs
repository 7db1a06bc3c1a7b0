//! The duty ledger and supervision letters (督办函).

use anyhow::ensure;

use super::{
    Terminal,
    exchange::{Deliveries, text},
};

const OVERSEER: &str = "xzspj-overseer";

/// What zjj forgot, as it and the office see it; gives the duty's id.
pub(super) async fn late(terminal: &Terminal, all: &Deliveries) -> anyhow::Result<String> {
    let id = ids::DutyId::of("C2", all.forgotten.parse()?).to_string();
    let listed = terminal.list("zjj-01", "duties list --late").await?;
    ensure!(listed.iter().any(|duty| duty["id"] == *id), "{listed:?}");
    let got = terminal.read("zjj-01", &format!("duties get {id}")).await?;
    ensure!(got["duty"]["kind"] == "C2" && got["duty"]["late"] == true, "{got}");
    ensure!(terminal.list(OVERSEER, "duties board").await?.iter().any(|row| row["owedBy"] == "zjj"));
    ensure!(terminal.list("zjj-01", "duties kinds").await?.iter().any(|kind| kind["code"] == "C2"));
    ensure!(!text(&terminal.json("zjj-01", "duties watch --count 1").await?["cursor"])?.is_empty());
    let explained = terminal.act("zjj-01", &format!("duties explain {id} --text 系统切换")).await?;
    ensure!(explained.to_string().contains("系统切换"), "{explained}");
    let find = format!("duties finding {id} --finding not-excused --text 理由不成立");
    ensure!(terminal.refused("zjj-01", &find).await?.0 == 6, "the office finds");
    ensure!(terminal.act(OVERSEER, &find).await?.to_string().contains("理由不成立"));
    Ok(id)
}

/// The office writes, the unit answers, the office closes.
pub(super) async fn letter(terminal: &Terminal, late: &str) -> anyhow::Result<()> {
    let issued = terminal.act(OVERSEER, &format!("letters issue zjj --duty {late} --days 5")).await?;
    let id = text(&issued["letter"]["id"])?;
    ensure!(issued["letter"]["number"] == "督办函〔2026〕1号", "a check takes no number: {issued}");
    ensure!(terminal.list("zjj-01", "letters list").await?.len() == 1);
    let reply = format!("letters reply {id} --text 已认领");
    ensure!(terminal.act("zjj-liaison", &reply).await?["state"] == "LETTER_STATE_REPLIED");
    let close = format!("letters close {id} --conclusion rectified --text 已整改");
    ensure!(terminal.act(OVERSEER, &close).await?["state"] == "LETTER_STATE_CLOSED");
    ensure!(terminal.refused(OVERSEER, &close).await?.0 == 4, "closed once");
    let whole = terminal.read("zjj-01", &format!("letters get {id}")).await?;
    ensure!(whole["replies"].as_array().is_some_and(|all| all.len() == 1), "{whole}");
    Ok(())
}
