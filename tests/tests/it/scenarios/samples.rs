//! The two sample files: a clean month, and a dirty one.

use std::{collections::BTreeMap, time::Duration};

use anyhow::Context;
use proto::approval::v1::{
    ImportDecisionsRequest, ImportHeader, ImportSummary, ListDecisionsRequest, RowVerdict,
    import_decisions_request::Part as Sent, import_decisions_response::Part as Answered,
    row_verdict::Outcome,
};
use scenarios::stage::{Bureau, Stage};
use tokio_stream::StreamExt;

use crate::{
    answers::reason,
    desk::{approver, header, import_file},
    ledger::{Ledger, Tally, count},
};

const CLEAN: &str = include_str!("../../../../services/approval/tests/data/licences_2026-10.csv");
const DIRTY: &str = include_str!("../../../../services/approval/tests/data/licences_dirty.csv");
const EXPECTED: &str = include_str!("../../../../services/approval/tests/data/licences_dirty.expected.tsv");
const ITEMS: &str = include_str!("../../../../services/approval/data/items.tsv");

/// What was committed before a cut stays; whoever imports again is told of it, and a last import finds nothing new.
#[tokio::test]
async fn a_clean_month_that_is_cut_and_repeated_reaches_every_bureau_once() -> anyhow::Result<()> {
    let stage = Stage::for_test("2026-11-02T09:00:00+08:00").await?;
    let office = approver(&stage)?;
    import_half_a_file(&office, CLEAN).await?;
    let cut = header();
    let seen = import_until_verdict(&office, &cut, CLEAN, 150).await?;
    assert_eq!(seen.len(), 150);
    let other = import_file(&office, header(), CLEAN).await?.summary;
    assert!(other.duplicates >= 150, "only {} are known again", other.duplicates);
    assert_eq!((other.accepted + other.duplicates, other.rejected, other.unrouted), (600, 0, 0));
    let repeat = import_file(&office, cut.clone(), CLEAN).await?;
    assert_eq!(
        repeat.verdicts[..150],
        seen,
        "the rows of the import that was cut get the verdicts that they got"
    );
    assert_eq!(repeat.summary.duplicates, other.accepted, "what another import recorded is a duplicate");
    let reused = import_file(&office, cut, DIRTY).await.unwrap_err();
    assert_eq!(reason(reused.downcast_ref().unwrap()), "REQUEST_ID_REUSED");
    let third = import_file(&office, header(), CLEAN).await?.summary;
    assert_eq!(third, ImportSummary { rows: 600, duplicates: 600, ..ImportSummary::default() });

    let ledger = Ledger::open(&stage);
    let tally = ledger.prove().await?;
    assert_eq!(tally, Tally { decisions: 600, pushes: 600, deliveries: 913, claimed: 0 });
    let arrived: Vec<(String, i64)> =
        sqlx::query_as("select unit, count(*) from exchange.delivery group by unit")
            .fetch_all(&ledger.supervision)
            .await?;
    assert_eq!(arrived.into_iter().collect::<BTreeMap<_, _>>(), expected_by_unit(CLEAN)?);
    Ok(())
}

/// Every line of the dirty file is judged as its makers expected, twice.
#[tokio::test]
async fn a_dirty_month_gets_the_expected_verdicts_and_a_repeat_only_duplicates() -> anyhow::Result<()> {
    let stage = Stage::for_test("2026-10-08T09:00:00+08:00").await?;
    let office = approver(&stage)?;
    let asked = header();
    let imported = import_file(&office, asked.clone(), DIRTY).await?;
    let refused =
        "select count(*) from shell.audit where rpc like '%/ImportDecisions' and outcome = 'refused'";
    let refused = count(&Ledger::open(&stage).approval, refused).await?;
    assert_eq!(refused, i64::from(imported.summary.rejected), "each in the audit trail");
    assert_eq!(import_file(&office, asked, DIRTY).await?, imported, "the same import has the same answer");
    let rows = DIRTY.lines().count() - 1;
    assert_eq!(imported.verdicts.len(), rows, "a verdict for every row");

    let mut expected: BTreeMap<i32, (&str, Outcome)> = BTreeMap::new();
    for line in EXPECTED.lines().skip(1) {
        let [line, column, what] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let outcome = match what {
            what if what.contains("accepted") => Outcome::Accepted,
            what if what.contains("unroutable") => Outcome::Unrouted,
            what if what.contains("duplicate") => Outcome::Duplicate,
            _ => Outcome::Rejected,
        };
        expected.insert(line.parse()?, (column, outcome));
    }
    for verdict in &imported.verdicts {
        let (column, outcome) = expected.get(&verdict.line).copied().unwrap_or(("", Outcome::Accepted));
        let (line, found) = (verdict.line, verdict.outcome());
        assert_eq!(found, outcome, "line {line}: {:?}", verdict.problems);
        let columns: Vec<&str> = verdict.problems.iter().map(|problem| problem.column.as_str()).collect();
        if matches!(outcome, Outcome::Rejected | Outcome::Unrouted) {
            assert_eq!(columns, [column], "line {line}");
        }
    }

    let repeat = import_file(&office, header(), DIRTY).await?.summary;
    let first = imported.summary;
    assert_eq!((repeat.accepted, repeat.deliveries, repeat.rejected), (0, 0, first.rejected));
    assert_eq!(repeat.duplicates, first.accepted + first.duplicates);
    let tally = Ledger::open(&stage).prove().await?;
    assert_eq!(tally.decisions, i64::from(first.accepted));
    assert_eq!(tally.pushes, i64::from(first.accepted - first.unrouted));
    assert_eq!(tally.deliveries, i64::from(first.deliveries));
    Ok(())
}

/// Deliveries by unit, counted from the file and the list of items alone: certificate and content name the item.
fn expected_by_unit(file: &str) -> anyhow::Result<BTreeMap<String, i64>> {
    let mut supervisors: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    for line in ITEMS.lines().filter(|line| !line.starts_with('#')).skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        let others = columns[8].split(';').filter(|unit| !unit.is_empty());
        supervisors.insert((columns[4], columns[1]), std::iter::once(columns[7]).chain(others).collect());
    }
    let mut by_unit = BTreeMap::new();
    for line in file.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let units = supervisors.get(&(cells[16], cells[18])).with_context(|| line.to_owned())?;
        for unit in units {
            *by_unit.entry((*unit).to_owned()).or_default() += 1;
        }
    }
    Ok(by_unit)
}

/// Sends the heading and half of the file, and breaks off: an error, and not an end.
async fn import_half_a_file(office: &Bureau, file: &str) -> anyhow::Result<()> {
    let half = file.as_bytes()[..file.len() / 2].to_vec().into();
    let parts = [Sent::Header(header()), Sent::Chunk(half)];
    let parts = tokio_stream::iter(parts.map(|part| ImportDecisionsRequest { part: Some(part) }));
    let mut decisions = office.decisions();
    let endless = parts.chain(tokio_stream::pending());
    let mut answers = decisions.import_decisions(endless).await?.into_inner();
    let answered = tokio::time::timeout(Duration::from_millis(300), answers.message()).await;
    anyhow::ensure!(answered.is_err(), "half a file was answered");
    drop(answers);
    let all = ListDecisionsRequest::default();
    anyhow::ensure!(decisions.list_decisions(all).await?.into_inner().decisions.is_empty(), "half was taken");
    Ok(())
}

/// Imports, and goes away when so many verdicts were told. Gives them.
async fn import_until_verdict(
    office: &Bureau,
    header: &ImportHeader,
    file: &str,
    verdicts: usize,
) -> anyhow::Result<Vec<RowVerdict>> {
    let parts = [Sent::Header(header.clone()), Sent::Chunk(file.as_bytes().to_vec().into())];
    let parts = parts.map(|part| ImportDecisionsRequest { part: Some(part) });
    let mut answers = office.decisions().import_decisions(tokio_stream::iter(parts)).await?.into_inner();
    let mut seen = Vec::new();
    while seen.len() < verdicts {
        let answer = answers.message().await?.context("the import ended too soon")?;
        if let Some(Answered::Verdict(verdict)) = answer.part {
            seen.push(verdict);
        }
    }
    Ok(seen)
}
