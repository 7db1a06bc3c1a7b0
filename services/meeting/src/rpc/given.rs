//! Fields of requests that may be left empty.

use refusal::Refusal;

/// What a field says, parsed; none where it is empty.
pub(super) fn given<T>(
    text: &str,
    parse: impl FnOnce(&str) -> Result<T, Refusal>,
) -> Result<Option<T>, Refusal> {
    if text.is_empty() { Ok(None) } else { parse(text).map(Some) }
}
