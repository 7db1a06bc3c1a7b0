//! Decisions on their way: how many are recorded, pushed, imported and claimed in a second, and how long one takes that is alone.

use std::{
    process::Command,
    time::{Duration, Instant},
};

use anyhow::{Context, ensure};
use client::import;
use futures::{StreamExt, TryStreamExt, stream};
use proto::{
    approval::v1::{ImportHeader, RecordDecisionRequest},
    exchange::v1::{
        BatchClaimDeliveriesRequest, ClaimDeliveryRequest, CounterpartyKind, DecisionKind, DeliveryState,
        LicenceDecision, LicenceKind, ListDeliveriesRequest, PersonalData, PublishedState,
    },
};
use sqlx::{PgConnection, PgPool, postgres::PgPoolOptions};

use super::{Figure, percentiles::percentile};
use crate::stage::{Program, Stage, until};

/// In office hours.
const NOW: &str = "2026-10-08T10:00:00+08:00";
/// The approval bureau.
const SENDER: &str = "xzspj";
/// A licence that one bureau supervises.
const ITEM: &str = "XK3713220003";
/// That bureau.
const RECIPIENT: &str = "scjgj";
/// Connections of the clients, who share them.
const CONNECTIONS: usize = 8;
/// Decisions recorded one after the other, each followed to its supervisor.
const ALONE: usize = 100;
/// The most that one call may claim.
const BATCH: usize = 100;

/// Records, imports and claims about so many decisions of each form. Floors are the database's own, by pgbench in this run on this
/// server: four rows in four inserts a transaction.
pub async fn pushes(decisions: usize) -> anyhow::Result<Vec<Figure>> {
    let mut stage = Stage::with_notification(NOW).await?;
    for (_, program) in stage.programs() {
        lift_limits(program).await?;
    }
    let server = Server::of(&stage).await?;
    let mut figures = Vec::new();
    let floor = floor(&stage, 32)?;
    figures.push(Figure::new("floor: transactions of four inserts a second, 32 clients", floor).over(floor));

    let mut numbers = 0..;
    let names = [
        (1, "recorded a second, 1 client"),
        (8, "recorded a second, 8 clients"),
        (32, "recorded a second, 32 clients"),
        (64, "recorded a second, 64 clients"),
    ];
    for (clients, name) in names {
        let batch: Vec<usize> =
            numbers.by_ref().take(if clients == 1 { decisions / 4 } else { decisions }).collect();
        let cpu = server.cpu()?;
        let rate = record(&stage, clients, &batch).await?;
        settled(&server).await?;
        figures.push(Figure::new(name, rate).over(floor));
        if clients == 32 {
            let spent = server.cpu()?.saturating_sub(cpu).as_secs_f64() * 1000.0;
            figures
                .push(Figure::new("database CPU a decision, all services, ms", spent / float(batch.len())));
        }
    }
    figures.extend(alone(&stage, &mut numbers).await?);

    let rows: Vec<usize> = numbers.by_ref().take(decisions).collect();
    let rate = imported(&stage, &rows).await?;
    figures.push(Figure::new("imported rows a second", rate).over(floor));
    settled(&server).await?;

    let [single, batched] = claimed(&stage).await?;
    figures.push(Figure::new("claimed a second one by one, 8 clients", single).over(floor));
    figures.push(Figure::new("claimed a second by the hundred", batched).over(floor));
    settled(&server).await?;
    Ok(figures)
}

/// A unit may make more calls than a unit does: this is about the platform, not about its limits.
async fn lift_limits(program: &mut Program) -> anyhow::Result<()> {
    for limit in ["CALLS_PER_SECOND", "BURST"] {
        program.set(&format!("SHENGUAN__GRPC__LIMITS__{limit}"), "100000");
    }
    program.end().await?;
    program.start()?;
    program.ready().await
}

/// Decisions recorded a second by so many clients at once.
async fn record(stage: &Stage, clients: usize, numbers: &[usize]) -> anyhow::Result<f64> {
    let mut bureaus = Vec::with_capacity(CONNECTIONS);
    for _ in 0..CONNECTIONS.min(clients) {
        bureaus.push(stage.bureau(SENDER, Some("xzspj-01"))?);
    }
    let begun = Instant::now();
    stream::iter(numbers.iter().enumerate())
        .map(|(at, number)| {
            let bureau = &bureaus[at % bureaus.len()];
            async move {
                let answer = bureau.decisions().record_decision(recording(*number)).await?.into_inner();
                ensure!(!answer.duplicate, "recorded before");
                anyhow::Ok(())
            }
        })
        .buffer_unordered(clients)
        .try_collect::<Vec<()>>()
        .await?;
    Ok(float(numbers.len()) / begun.elapsed().as_secs_f64())
}

/// How long one decision takes that nothing else is beside: until it is recorded, and until its supervisor sees it.
async fn alone(stage: &Stage, numbers: &mut impl Iterator<Item = usize>) -> anyhow::Result<Vec<Figure>> {
    let sender = stage.bureau(SENDER, Some("xzspj-01"))?;
    let supervisor = stage.bureau(RECIPIENT, Some("scjgj-01"))?;
    let deliveries = supervisor.deliveries();
    let (mut answered, mut told) = (Vec::with_capacity(ALONE), Vec::with_capacity(ALONE));
    for number in numbers.take(ALONE) {
        let begun = Instant::now();
        let answer = sender.decisions().record_decision(recording(number)).await?.into_inner();
        answered.push(begun.elapsed());
        let push_id = answer.decision.context("no decision")?.push_id;
        let asked = ListDeliveriesRequest { push_id, ..ListDeliveriesRequest::default() };
        while deliveries.clone().list_deliveries(asked.clone()).await?.into_inner().deliveries.is_empty() {}
        told.push(begun.elapsed());
    }
    let half = |mut took: Vec<Duration>| {
        took.sort();
        took[percentile(took.len(), 0.5)].as_secs_f64() * 1000.0
    };
    Ok(vec![
        Figure::new("alone: recorded after, p50 ms", half(answered)),
        Figure::new("alone: its supervisor sees it after, p50 ms", half(told)),
    ])
}

/// Rows of one file imported a second.
async fn imported(stage: &Stage, numbers: &[usize]) -> anyhow::Result<f64> {
    let bureau = stage.bureau(SENDER, Some("xzspj-01"))?;
    let file = publicity_file(numbers).into_bytes();
    let header = ImportHeader { request_id: request_id(), ..ImportHeader::default() };
    let begun = Instant::now();
    let done = import::run(bureau.approval(), header, file.into(), |_| {}).await.map_err(|cut| cut.status)?;
    let took = begun.elapsed().as_secs_f64();
    ensure!(usize::try_from(done.summary.accepted)? == numbers.len(), "{:?}", done.summary);
    Ok(float(numbers.len()) / took)
}

/// Deliveries claimed a second: one by one, and by the hundred.
async fn claimed(stage: &Stage) -> anyhow::Result<[f64; 2]> {
    let bureau = stage.bureau(RECIPIENT, Some("scjgj-01"))?;
    let open: Vec<String> = bureau
        .all_deliveries(&[DeliveryState::Delivered])
        .await?
        .into_iter()
        .map(|delivery| delivery.id)
        .collect();
    let (single, many) = open.split_at(open.len() / 3);
    let begun = Instant::now();
    stream::iter(single)
        .map(|id| {
            let request =
                ClaimDeliveryRequest { request_id: request_id(), id: id.clone(), ..Default::default() };
            let mut calls = bureau.deliveries();
            async move { calls.claim_delivery(request).await.map(|_| ()) }
        })
        .buffer_unordered(8)
        .try_collect::<Vec<()>>()
        .await?;
    let by_one = float(single.len()) / begun.elapsed().as_secs_f64();
    let begun = Instant::now();
    for ids in many.chunks(BATCH) {
        let request = BatchClaimDeliveriesRequest {
            request_id: request_id(),
            ids: ids.to_vec(),
            ..BatchClaimDeliveriesRequest::default()
        };
        bureau.deliveries().batch_claim_deliveries(request).await?;
    }
    Ok([by_one, float(many.len()) / begun.elapsed().as_secs_f64()])
}

/// Waits until every message has its receipt.
async fn settled(server: &Server) -> anyhow::Result<()> {
    until("every message to arrive", async || {
        let mut waiting = 0;
        for database in &server.databases {
            waiting +=
                sqlx::query_scalar::<_, i64>("select count(*) from mailbox.todo").fetch_one(database).await?;
        }
        Ok((waiting == 0).then_some(()))
    })
    .await
}

/// The database server of the run.
struct Server {
    databases: Vec<PgPool>,
    postmaster: u32,
}

impl Server {
    async fn of(stage: &Stage) -> anyhow::Result<Self> {
        let mut databases = Vec::new();
        for name in &stage.ground.databases {
            let options = stage.ground.postgres.clone().database(name);
            databases.push(PgPoolOptions::new().max_connections(1).connect_with(options).await?);
        }
        let mut connection = databases[0].acquire().await?;
        let postmaster = parent(backend(&mut connection).await?)?;
        drop(connection);
        Ok(Self { databases, postmaster })
    }

    /// Processor time of the server and all its processes so far.
    fn cpu(&self) -> anyhow::Result<Duration> {
        let mut ticks = 0;
        for entry in std::fs::read_dir("/proc")? {
            let name = entry?.file_name();
            let Ok(process) = name.to_string_lossy().parse::<u32>() else { continue };
            // A process may have ended meanwhile; the server then counts it among its own.
            let Ok(stat) = std::fs::read_to_string(format!("/proc/{process}/stat")) else { continue };
            let fields: Vec<&str> = stat.rsplit(") ").next().unwrap_or_default().split_whitespace().collect();
            let number = |at: usize| fields.get(at).and_then(|field| field.parse::<u64>().ok()).unwrap_or(0);
            if process == self.postmaster {
                ticks += (11..15).map(number).sum::<u64>();
            } else if number(1) == u64::from(self.postmaster) {
                ticks += number(11) + number(12);
            }
        }
        Ok(Duration::from_millis(ticks * 10))
    }
}

/// What the server does by itself: transactions a second of four inserts, by so many clients.
fn floor(stage: &Stage, clients: u32) -> anyhow::Result<f64> {
    let folder = &stage.ground.folder;
    let script = folder.join("floor.sql");
    let insert = "insert into public.floor values (gen_random_uuid(), repeat('x', 300));\n";
    std::fs::write(&script, format!("begin;\n{}commit;\n", insert.repeat(4)))?;
    let postgres = &stage.ground.postgres;
    let database = &stage.ground.databases[0];
    let url = format!("postgres://postgres@{}:{}/{database}", postgres.get_host(), postgres.get_port());
    let table = "create table public.floor (id uuid primary key, body text)";
    let made = Command::new(testkit::postgres_program("psql")?).args(["-q", "-c", table, &url]).status()?;
    ensure!(made.success(), "psql");
    let clients = clients.to_string();
    let ran = Command::new(testkit::postgres_program("pgbench")?)
        .args(["-n", "-M", "prepared", "-T", "8", "-j", "2", "-c", &clients, "-f"])
        .arg(&script)
        .arg(&url)
        .output()?;
    let said = String::from_utf8_lossy(&ran.stdout).into_owned();
    let rate = said.lines().find_map(|line| line.strip_prefix("tps = ")?.split(' ').next()?.parse().ok());
    rate.with_context(|| format!("pgbench: {said}{}", String::from_utf8_lossy(&ran.stderr)))
}

async fn backend(connection: &mut PgConnection) -> anyhow::Result<i32> {
    Ok(sqlx::query_scalar("select pg_backend_pid()").fetch_one(connection).await?)
}

fn parent(process: i32) -> anyhow::Result<u32> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    let parent = status.lines().find_map(|line| line.strip_prefix("PPid:")).context("no parent")?;
    Ok(parent.trim().parse()?)
}

fn recording(number: usize) -> RecordDecisionRequest {
    RecordDecisionRequest {
        request_id: request_id(),
        decision: Some(decision(number)),
        personal: Some(PersonalData {
            legal_representative: "钱示例".to_owned(),
            contact_name: "孙示例".to_owned(),
            contact_phone: "19900000000".to_owned(),
            ..PersonalData::default()
        }),
        ..RecordDecisionRequest::default()
    }
}

fn decision(number: usize) -> LicenceDecision {
    let text = ToOwned::to_owned;
    LicenceDecision {
        item_code: text(ITEM),
        item_name: text("示例许可"),
        case_number: format!("BJ-{number}"),
        decision_kind: DecisionKind::Grant.into(),
        counterparty_name: text("示例药店有限公司"),
        counterparty_kind: CounterpartyKind::Organisation.into(),
        counterparty_uscc: text("91371322YYYY00012D"),
        premises_address: text("示例路1号"),
        division_code: text("371322"),
        document_name: text("准予行政许可决定书"),
        document_number: format!("示例审批许字〔2026〕{number}号"),
        licence_kind: LicenceKind::Ordinary.into(),
        certificate_name: text("示例许可证"),
        certificate_number: format!("SL{number}"),
        content: text("示例许可内容"),
        decided_on: text("2026-10-08"),
        valid_from: text("2026-10-08"),
        valid_to: text("2031-10-07"),
        deciding_authority: text("县行政审批服务局"),
        deciding_authority_uscc: text("11371322YYYY000553"),
        data_source: text("县行政审批服务局"),
        data_source_uscc: text("11371322YYYY000553"),
        published_state: PublishedState::Valid.into(),
        ..LicenceDecision::default()
    }
}

const HEADING: &str = "行政相对人名称,行政相对人类别,行政相对人代码_1(统一社会信用代码),法定代表人,证件类型,证件号码,\
行政许可决定文书名称,行政许可决定文书号,许可类别,许可证书名称,许可编号,许可内容,许可决定日期,有效期自,有效期至,许可机关,许可机关统一社会信用代码,\
当前状态,数据来源单位,数据来源单位统一社会信用代码,备注";

/// A file of these decisions, of an item that its certificate names.
fn publicity_file(numbers: &[usize]) -> String {
    let mut lines = vec![HEADING.to_owned()];
    for number in numbers {
        let d = decision(*number);
        lines.push(format!(
            "{},法人及非法人组织,{},钱示例,,,{},{},普通,药品经营许可证,{},药品零售,{},{},{},{},{},1,{},{},",
            d.counterparty_name,
            d.counterparty_uscc,
            d.document_name,
            d.document_number,
            d.certificate_number,
            d.decided_on,
            d.valid_from,
            d.valid_to,
            d.deciding_authority,
            d.deciding_authority_uscc,
            d.data_source,
            d.data_source_uscc,
        ));
    }
    lines.join("\r\n")
}

fn request_id() -> String {
    ids::RequestId::generate().0.to_string()
}

#[expect(clippy::cast_precision_loss, reason = "some thousands")]
fn float(count: usize) -> f64 {
    count as f64
}
