//! The duty ledger with a million open duties: lists and the board.

use anyhow::Context;
use jiff::civil::date;
use proto::notification::v1::{
    CountDutiesRequest, DutyFilter, Lamp, ListDutiesRequest, ListDutyKindsRequest,
};

use super::{
    fill,
    percentiles::{Percentiles, measure},
};
use crate::stage::{Bureau, Stage};

/// Calls of each kind.
const TIMES: usize = 1000;

/// Fills a ledger with so many open duties, and calls it as a bureau and as the office (督办) would. The first row is a call
/// that reads no database.
pub async fn ledger(duties: i64) -> anyhow::Result<Vec<Percentiles>> {
    let mut stage = Stage::with_notification("2026-10-20T10:00:00+08:00").await?;
    let database = stage.ground.databases.last().context("no ledger")?.clone();
    let program = stage.notification.as_mut().context("no ledger")?;
    program.set("SHENGUAN__GRPC__LIMITS__CALLS_PER_SECOND", "100000");
    program.set("SHENGUAN__GRPC__LIMITS__BURST", "100000");
    program.end().await?;
    // Some overdue, some due today, most later.
    fill::duties(stage.ground.postgres.clone().database(&database), duties, date(2026, 10, 12), 30).await?;
    program.start()?;
    program.ready().await?;

    let unit = stage.bureau("scjgj", Some("scjgj-01"))?;
    let office = stage.bureau("xzspj", Some("xzspj-overseer"))?;
    let floor = measure("ListDutyKinds: no database", TIMES, async || {
        unit.duties()?.list_duty_kinds(ListDutyKindsRequest {}).await?;
        Ok(())
    })
    .await?;
    let rows = [
        list("ListDuties, a unit: first page of 50", &unit, DutyFilter::default()).await?,
        list("ListDuties, a unit: yellow and red", &unit, burning()).await?,
        list("ListDuties, the office: first page of 50", &office, DutyFilter::default()).await?,
        list("ListDuties, the office: yellow and red", &office, burning()).await?,
        deep(&office).await?,
        board("CountDuties, a unit", &unit).await?,
        board("CountDuties, the office: every unit", &office).await?,
    ];
    let mut all = vec![floor.clone()];
    all.extend(rows.into_iter().map(|row| row.over(&floor)));
    Ok(all)
}

fn burning() -> DutyFilter {
    DutyFilter { lamps: vec![Lamp::Yellow.into(), Lamp::Red.into()], ..DutyFilter::default() }
}

async fn list(call: &'static str, bureau: &Bureau, filter: DutyFilter) -> anyhow::Result<Percentiles> {
    measure(call, TIMES, async || {
        let request = ListDutiesRequest { filter: Some(filter.clone()), ..ListDutiesRequest::default() };
        let page = bureau.duties()?.list_duties(request).await?.into_inner();
        anyhow::ensure!(page.duties.len() == 50, "{call}: {} duties", page.duties.len());
        Ok(())
    })
    .await
}

/// Page after page, from the beginning on.
async fn deep(office: &Bureau) -> anyhow::Result<Percentiles> {
    let mut token = String::new();
    measure("ListDuties, the office: page after page", TIMES, async || {
        let request = ListDutiesRequest { page_token: token.clone(), ..ListDutiesRequest::default() };
        token = office.duties()?.list_duties(request).await?.into_inner().next_page_token;
        Ok(())
    })
    .await
}

async fn board(call: &'static str, bureau: &Bureau) -> anyhow::Result<Percentiles> {
    measure(call, TIMES, async || {
        let board = bureau.duties()?.count_duties(CountDutiesRequest::default()).await?.into_inner();
        anyhow::ensure!(!board.counts.is_empty(), "{call}: nothing is counted");
        Ok(())
    })
    .await
}
