//! Tables in Markdown.

/// The cells of each row of the tables whose first heading is `first`.
pub(crate) fn rows(text: &str, first: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        let Some(cells) = cells(line) else {
            inside = false;
            continue;
        };
        if inside {
            if !cells.iter().all(|cell| cell.chars().all(|letter| "-: ".contains(letter))) {
                rows.push(cells);
            }
        } else {
            inside = cells.first().is_some_and(|cell| cell == first);
        }
    }
    assert!(!rows.is_empty(), "no table begins with {first}");
    rows
}

/// What stands between backticks.
pub(crate) fn quoted(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

fn cells(line: &str) -> Option<Vec<String>> {
    let inner = line.trim().strip_prefix('|')?.strip_suffix('|')?;
    Some(inner.split('|').map(|cell| cell.trim().to_owned()).collect())
}

#[test]
fn a_table_is_read_by_its_first_heading() {
    let text = "| A | B |\n|---|---|\n| `x` | y |\n\n| C |\n|---|\n| z |\n";
    assert_eq!(rows(text, "A"), [["`x`", "y"]]);
    assert_eq!(quoted("`x` and `y z`"), ["x", "y z"]);
}
