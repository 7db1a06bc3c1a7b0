//! The sample month: which rows of the publicity file are recorded on which working day.

use std::collections::BTreeMap;

use anyhow::Context;
use csv::StringRecord;
use jiff::civil::Date;
use workdays::Calendar;

/// 600 decisions of October 2026.
const FILE: &[u8] = include_bytes!("../../../../services/approval/tests/data/licences_2026-10.csv");
/// Every so many rows, one is recorded only two working days after its decision: a working day late.
const ONE_IS_LATE_IN: usize = 50;
/// Working days after the last decision, for what is late.
const LAST: u32 = 2;
/// The certificate of one row is given a name that no item has, so that a person has to route it.
const CERTIFICATE: &str = "公共场所卫生许可证";
/// The item that the person names.
pub(super) const ITEM_BY_HAND: &str = "XK3713220004";

/// A working day.
pub(super) struct Day {
    pub(super) date: Date,
    /// How many decisions are recorded.
    pub(super) decisions: usize,
    /// They, as a publicity file; none when there are no decisions.
    pub(super) file: Option<Vec<u8>>,
}

/// The working days of the month and the few after it, in order.
pub(super) fn read() -> anyhow::Result<Vec<Day>> {
    let mut reader = csv::Reader::from_reader(FILE);
    let heading = reader.headers()?.clone();
    let column =
        |name: &str| heading.iter().position(|heading| heading == name).context("not the sample file");
    let (decided, certificate) = (column("许可决定日期")?, column("许可证书名称")?);
    let calendar = Calendar::bundled();
    let mut rows: BTreeMap<Date, Vec<StringRecord>> = BTreeMap::new();
    let mut is_renamed = false;
    for (number, row) in reader.records().enumerate() {
        let mut row = row?;
        let decided_on = Date::strptime("%Y/%m/%d", row.get(decided).unwrap_or_default())?;
        let is_late = number % ONE_IS_LATE_IN == ONE_IS_LATE_IN - 1;
        let day = if is_late { calendar.add(decided_on, 2)?.due_on } else { decided_on };
        if !is_renamed && row.get(certificate) == Some(CERTIFICATE) {
            row = with(&row, certificate, &format!("{CERTIFICATE}（旧版）"));
            is_renamed = true;
        }
        rows.entry(day).or_default().push(row);
    }
    working_days(&heading, &rows, &calendar)
}

fn working_days(
    heading: &StringRecord,
    rows: &BTreeMap<Date, Vec<StringRecord>>,
    calendar: &Calendar,
) -> anyhow::Result<Vec<Day>> {
    let (first, last) = rows.keys().next().zip(rows.keys().next_back()).context("an empty file")?;
    let end = calendar.add(*last, LAST)?.due_on;
    let (mut days, mut date) = (Vec::new(), *first);
    while date <= end {
        let rows = rows.get(&date).map_or(&[][..], Vec::as_slice);
        let file = if rows.is_empty() { None } else { Some(file(heading, rows)?) };
        days.push(Day { date, decisions: rows.len(), file });
        date = calendar.add(date, 1)?.due_on;
    }
    Ok(days)
}

fn file(heading: &StringRecord, rows: &[StringRecord]) -> anyhow::Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(heading)?;
    for row in rows {
        writer.write_record(row)?;
    }
    writer.into_inner().context("a file in memory cannot be written")
}

fn with(row: &StringRecord, column: usize, text: &str) -> StringRecord {
    row.iter().enumerate().map(|(at, cell)| if at == column { text } else { cell }).collect()
}
