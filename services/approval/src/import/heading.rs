//! The heading of a file: which of its columns are known, whatever their order, width and white space.

use refusal::Refusal;

use super::{columns::COLUMNS, refusals::unreadable, row::Cell};
use crate::rules::plain_text::for_matching;

/// A spreadsheet has no more columns, whatever a file says.
const MOST_COLUMNS: usize = 16_384;

/// For each column of the file, which known column it is. Headings are compared without white space and width; unknown ones
/// are passed over.
pub(super) fn heading<'a>(cells: impl Iterator<Item = Cell<'a>>) -> Result<Vec<Option<usize>>, Refusal> {
    let mut columns = Vec::new();
    for cell in cells {
        let name = for_matching(cell.text.trim_start_matches('\u{feff}'));
        let known = COLUMNS.iter().position(|column| for_matching(column.heading) == name);
        if known.is_some() && columns.contains(&known) {
            let name = cell.text.trim();
            return Err(unreadable(
                &format!("the column {name} appears twice"),
                &format!("列“{name}”重复出现"),
            ));
        }
        if cell.column >= MOST_COLUMNS {
            return Err(unreadable(
                "the heading has a cell beyond every spreadsheet",
                "表头的列数超过任何表格",
            ));
        }
        columns.resize(cell.column.max(columns.len()), None);
        columns.push(known);
    }
    let missing: Vec<_> = COLUMNS
        .iter()
        .enumerate()
        .filter(|(index, column)| column.is_required && !columns.contains(&Some(*index)))
        .map(|(_, column)| column.heading)
        .collect();
    if missing.is_empty() {
        return Ok(columns);
    }
    let missing = missing.join("、");
    Err(unreadable(
        &format!("the heading lacks these columns of the publicity standard: {missing}"),
        &format!("表头缺少以下列：{missing}"),
    ))
}
