//! A check of a publicity file: it says what an import would, and changes nothing.

use client::import::Imported;
use proto::approval::v1::{ImportHeader, RowVerdict, row_verdict::Outcome};
use scenarios::stage::Stage;

use crate::{
    answers::reason,
    desk::{approver, header, import_file},
    ledger::{Ledger, count},
};

const MONTH: &str = include_str!("../../../../services/approval/tests/data/licences_2026-10.csv");

/// What an import writes, row by row.
const WRITTEN: [&str; 7] = [
    "select count(*) from approval.decision",
    "select count(*) from approval.imported_row",
    "select count(*) from exchange.push",
    "select count(*) from exchange.delivery",
    "select count(*) from mailbox.message",
    "select count(*) from shell.request",
    "select count(*) from shell.audit",
];

#[tokio::test]
async fn a_check_foretells_every_verdict_of_the_import_and_leaves_nothing() -> anyhow::Result<()> {
    let stage = Stage::for_test("2026-11-02T09:00:00+08:00").await?;
    let (office, ledger) = (approver(&stage)?, Ledger::open(&stage));
    let file = repeating();
    let before = written(&ledger).await?;
    let checked = import_file(&office, checking(header()), &file).await?;
    assert_eq!(written(&ledger).await?, before, "a check writes nothing");
    assert!(
        checked.verdicts.iter().all(|verdict| verdict.decision_id.is_empty()),
        "there is nothing to name"
    );

    let imported = import_file(&office, header(), &file).await?;
    assert_eq!(outcomes(&checked), outcomes(&imported));
    assert_eq!(checked.summary, imported.summary);
    let last: Vec<Outcome> = imported.verdicts[149..].iter().map(RowVerdict::outcome).collect();
    let expected =
        [Outcome::Duplicate, Outcome::Rejected, Outcome::Rejected, Outcome::Unrouted, Outcome::Duplicate];
    assert_eq!(last, expected, "row 150 is row 1, 151 and 152 are not what rows 2 and 3 are, 154 is row 153");

    let again = import_file(&office, checking(header()), &file).await?;
    assert_eq!((again.summary.accepted, again.summary.rejected), (0, imported.summary.rejected));
    assert_eq!(again.verdicts[0].decision_id, imported.verdicts[0].decision_id, "the record that is there");
    ledger.prove().await?;
    Ok(())
}

#[tokio::test]
async fn a_check_takes_no_request_id_and_minds_none_that_was_used() -> anyhow::Result<()> {
    let stage = Stage::for_test("2026-11-02T09:00:00+08:00").await?;
    let (office, ledger) = (approver(&stage)?, Ledger::open(&stage));
    let (first, other) = (rows(1..=20), rows(21..=40));
    let used = header();
    import_file(&office, checking(used.clone()), &other).await?;
    let imported = import_file(&office, used.clone(), &first).await?;
    assert_eq!(imported.summary.accepted, 20, "the check did not take the id");

    let before = written(&ledger).await?;
    let checked = import_file(&office, checking(used.clone()), &other).await?.summary;
    assert_eq!((checked.rows, checked.accepted, checked.rejected), (20, 20, 0), "an id in use is no fault");
    assert_eq!(written(&ledger).await?, before);
    let refused = import_file(&office, used.clone(), &other).await.unwrap_err();
    assert_eq!(reason(refused.downcast_ref().unwrap()), "REQUEST_ID_REUSED");
    assert_eq!(import_file(&office, used, &first).await?, imported, "the import is what it was");
    Ok(())
}

/// 154 rows, over two slices: the last five are an earlier row, two rows with numbers of earlier ones and other content (one
/// out of scope besides), one whose certificate no item has, and that one again.
fn repeating() -> String {
    let line = |number: usize| MONTH.lines().nth(number).unwrap();
    let changed = |number: usize, column: usize, text: &str| {
        let mut cells: Vec<&str> = line(number).split(',').collect();
        cells[column] = text;
        cells.join(",")
    };
    let unknown = changed(150, 16, "没有这种证");
    let last = [
        line(1).to_owned(),
        changed(2, 0, "示例改名有限公司"),
        changed(3, 23, "11371322YYYY00127U"),
        unknown.clone(),
        unknown,
    ];
    format!("{}\n{}", rows(1..=149), last.join("\n"))
}

/// The heading and these rows of the month.
fn rows(numbers: std::ops::RangeInclusive<usize>) -> String {
    let lines = MONTH.lines().enumerate();
    let kept: Vec<&str> =
        lines.filter(|(at, _)| *at == 0 || numbers.contains(at)).map(|(_, line)| line).collect();
    kept.join("\n")
}

fn checking(header: ImportHeader) -> ImportHeader {
    ImportHeader { validate_only: true, ..header }
}

/// What a row was told: line, outcome, and column and reason of each problem.
type Told = (i32, Outcome, Vec<String>);

fn outcomes(imported: &Imported) -> Vec<Told> {
    let problems = |verdict: &RowVerdict| {
        verdict.problems.iter().map(|problem| format!("{}: {}", problem.column, problem.reason)).collect()
    };
    imported.verdicts.iter().map(|verdict| (verdict.line, verdict.outcome(), problems(verdict))).collect()
}

async fn written(ledger: &Ledger) -> anyhow::Result<Vec<i64>> {
    let mut counts = Vec::new();
    for statement in WRITTEN {
        counts.push(count(&ledger.approval, statement).await?);
    }
    Ok(counts)
}
