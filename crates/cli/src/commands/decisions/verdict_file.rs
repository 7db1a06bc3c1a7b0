//! The verdict file: the rows as they were, with the verdicts in columns at the end.
//!
//! It holds what the imported file held, personal data included, so only its owner may read it. It is CSV
//! in UTF-8 with a BOM, whatever was imported: that is what office programs open with a double click.

mod sheet;

use std::{collections::BTreeMap, fs, io::Write, os::unix::fs::OpenOptionsExt, path::Path};

use anyhow::Context;
use proto::approval::v1::{RowProblem, RowVerdict, row_verdict::Outcome};

const BOM: &[u8] = "\u{feff}".as_bytes();
const COLUMNS: [&str; 3] = ["判定", "问题栏目", "原因"];

/// Writes the verdicts on `file` to `path`, all or nothing.
pub(super) fn write(path: &Path, file: &[u8], verdicts: &[RowVerdict]) -> anyhow::Result<()> {
    let context = || format!("cannot write {}", path.display());
    let text = compose(file, verdicts)?;
    let beside = path.with_added_extension("new");
    let _ = fs::remove_file(&beside);
    let mut new = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&beside)
        .with_context(context)?;
    new.write_all(&text).with_context(context)?;
    fs::rename(&beside, path).with_context(context)
}

/// Every row of the file with its verdict. Where the file cannot be read here, the verdicts alone.
fn compose(file: &[u8], verdicts: &[RowVerdict]) -> anyhow::Result<Vec<u8>> {
    let verdicts: BTreeMap<_, _> = verdicts.iter().map(|verdict| (verdict.line, verdict)).collect();
    let mut csv = csv::WriterBuilder::new().flexible(true).from_writer(BOM.to_vec());
    match sheet::rows(file) {
        Some(rows) => with_rows(&mut csv, rows, &verdicts)?,
        None => alone(&mut csv, &verdicts)?,
    }
    csv.into_inner().map_err(csv::IntoInnerError::into_error).context("cannot compose the verdicts")
}

fn with_rows(
    csv: &mut csv::Writer<Vec<u8>>,
    rows: Vec<(i32, Vec<String>)>,
    verdicts: &BTreeMap<i32, &RowVerdict>,
) -> anyhow::Result<()> {
    let mut rows = rows.into_iter();
    let (_, heading) = rows.next().context("the file has no heading")?;
    // A verdict file that is imported again has verdicts already: the new ones take their place.
    let kept: Vec<_> =
        heading.iter().map(|name| !COLUMNS.contains(&name.trim_start_matches('\u{feff}').trim())).collect();
    csv.write_record(keep(&heading, &kept).chain(COLUMNS))?;
    for (line, row) in rows {
        let [outcome, columns, reasons] = words_of(verdicts.get(&line).copied());
        let missing = heading.len().saturating_sub(row.len());
        let row: Vec<_> = row.into_iter().chain(vec![String::new(); missing]).collect();
        let own = [outcome.as_str(), columns.as_str(), reasons.as_str()];
        csv.write_record(keep(&row, &kept).chain(own))?;
    }
    Ok(())
}

fn alone(csv: &mut csv::Writer<Vec<u8>>, verdicts: &BTreeMap<i32, &RowVerdict>) -> anyhow::Result<()> {
    csv.write_record(["行", COLUMNS[0], COLUMNS[1], COLUMNS[2]])?;
    for (line, verdict) in verdicts {
        let [outcome, columns, reasons] = words_of(Some(verdict));
        csv.write_record([line.to_string(), outcome, columns, reasons])?;
    }
    Ok(())
}

/// Cells of the kept columns, and cells beyond the heading.
fn keep<'a>(row: &'a [String], kept: &'a [bool]) -> impl Iterator<Item = &'a str> {
    row.iter()
        .enumerate()
        .filter(|(at, _)| kept.get(*at).copied().unwrap_or(true))
        .map(|(_, cell)| cell.as_str())
}

fn words_of(verdict: Option<&RowVerdict>) -> [String; 3] {
    let Some(verdict) = verdict else {
        return ["未处理".to_owned(), String::new(), String::new()];
    };
    let join = |part: fn(&RowProblem) -> &str| {
        verdict.problems.iter().map(part).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("；")
    };
    let is_known = verdict.outcome() == Outcome::Duplicate && !verdict.decision_id.is_empty();
    let reasons = if is_known {
        format!("与已登记的决定 {} 相同", verdict.decision_id)
    } else {
        join(|problem| &problem.message_zh)
    };
    [verdict.outcome().zh().to_owned(), join(|problem| &problem.column), reasons]
}

#[cfg(test)]
mod tests;
