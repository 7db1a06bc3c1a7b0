//! From the publicity file to the claim.

use std::fs;

use anyhow::{Context, ensure};
use serde_json::Value;

use super::Terminal;
use crate::paper::{self, GAS, MEDICINE, publicity_file};

const APPROVER: &str = "xzspj-01";

/// One delivery that each of three commands ends on.
pub(super) struct Deliveries {
    /// To scjgj.
    pub(super) claimed: String,
    /// To scjgj.
    pub(super) returned: String,
    /// To zjj, which never claims it.
    pub(super) forgotten: String,
}

/// Three decisions, one of which nobody but a person can route, and one that a person has to correct first.
pub(super) async fn import_and_push(terminal: &Terminal) -> anyhow::Result<Deliveries> {
    let mut rows =
        [paper::decision(MEDICINE, "1"), paper::decision(MEDICINE, "2"), paper::decision(GAS, "3")];
    for medicine in &mut rows[..2] {
        medicine.certificate_name = "药品经营许可证".to_owned();
    }
    rows[2].decided_on = "2026-10-88".to_owned();
    fs::write(terminal.folder.join("rows.csv"), publicity_file(&rows))?;
    let summary = terminal.act(APPROVER, "decisions import rows.csv --verdicts verdicts.csv").await?;
    ensure!((&summary["accepted"], &summary["rejected"]) == (&2.into(), &1.into()), "{summary}");
    let verdicts = fs::read_to_string(terminal.folder.join("verdicts.csv"))?;
    ensure!(verdicts.lines().count() == 4 && verdicts.contains("许可决定日期"), "{verdicts}");
    fs::write(terminal.folder.join("corrected.csv"), verdicts.replace("2026-10-88", "2026-10-08"))?;
    let summary = terminal.act(APPROVER, "decisions import corrected.csv").await?;
    ensure!((&summary["accepted"], &summary["duplicates"]) == (&1.into(), &2.into()), "{summary}");
    ensure!(summary["unrouted"] == 1, "{summary}");

    let unrouted = terminal.list(APPROVER, "decisions list --routing unrouted").await?;
    let id = text(&unrouted[0]["id"])?;
    let resolved = terminal.act(APPROVER, &format!("decisions resolve {id} --item {GAS}")).await?;
    let push = text(&resolved["pushId"])?;
    let completed = terminal.act(APPROVER, &format!("decisions complete {id} --case-number BJ-3")).await?;
    ensure!(completed["content"]["caseNumber"] == "BJ-3", "{completed}");
    ensure!(terminal.read(APPROVER, &format!("decisions get {id}")).await?["pushId"] == push);
    ensure!(terminal.list(APPROVER, "pushes list").await?.len() == 3);
    let sent = terminal.read(APPROVER, &format!("pushes get {push}")).await?;
    ensure!(sent["deliveries"].as_array().is_some_and(|all| all.len() == 3), "{sent}");

    let of_gas = terminal.list("zjj-01", &format!("deliveries list --push {push}")).await?;
    let medicine = scenarios::stage::until("both deliveries", async || {
        let found = terminal.list("scjgj-01", "deliveries list --state delivered").await?;
        Ok((found.len() == 2).then_some(found))
    });
    let medicine = medicine.await?;
    Ok(Deliveries {
        claimed: text(&medicine[0]["id"])?,
        returned: text(&medicine[1]["id"])?,
        forgotten: text(&of_gas[0]["id"])?,
    })
}

/// What scjgj does with its two deliveries.
pub(super) async fn claim_and_return(terminal: &Terminal, all: &Deliveries) -> anyhow::Result<()> {
    let Deliveries { claimed, returned, .. } = all;
    let claim = format!("deliveries claim {claimed}");
    let (exit, told) = terminal.refused("scjgj-liaison", &claim).await?;
    ensure!(exit == 6 && told["reason"] == "ROLE_NOT_ALLOWED", "{told}");
    let (exit, told) = terminal.refused("zjj-01", &format!("deliveries get {claimed}")).await?;
    ensure!(exit == 3 && told["reason"] == "NOT_FOUND", "nothing of others: {told}");
    let answer = terminal.act("scjgj-01", &claim).await?;
    ensure!(answer[0]["claim"]["official"] == "scjgj-01", "{answer}");
    let (exit, told) = terminal.refused("scjgj-02", &claim).await?;
    ensure!(exit == 4, "taken: {told}");
    let back = format!("deliveries return {returned} --code 99 --remark 示例原因");
    ensure!(terminal.act("scjgj-01", &back).await?["state"] == "DELIVERY_STATE_RETURNED");
    let got = terminal.read("scjgj-01", &format!("deliveries get {claimed} --reveal")).await?;
    ensure!(got["personal"]["legalRepresentative"] == "钱示例", "{got}");
    let first = terminal.json("scjgj-01", "deliveries watch --count 1").await?;
    ensure!(!text(&first["cursor"])?.is_empty());

    let subjects = terminal.list("scjgj-01", "subjects list").await?;
    let subject = text(&subjects[0]["id"])?;
    ensure!(
        terminal.read("scjgj-01", &format!("subjects get {subject}")).await?.to_string().contains(&subject)
    );
    Ok(())
}

pub(super) fn text(value: &Value) -> anyhow::Result<String> {
    value.as_str().map(ToOwned::to_owned).with_context(|| format!("no text: {value}"))
}
