//! Values of enums in a request, as names in the database.

use refusal::Refusal;

/// Names in the database, each once.
pub(super) fn names(
    field: &str,
    given: &[i32],
    name: impl Fn(i32) -> Option<&'static str>,
) -> Result<Vec<String>, Refusal> {
    let mut names = Vec::new();
    for (at, value) in given.iter().enumerate() {
        let unknown = || Refusal::field(format!("{field}[{at}]"), "unknown", "no such value", "没有这个选项");
        let name = name(*value).ok_or_else(unknown)?.to_owned();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    Ok(names)
}
