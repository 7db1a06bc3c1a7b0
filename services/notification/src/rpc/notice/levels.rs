//! Rungs of the ladder that a request names: every one where it names none.

use proto::words::notification::Level;
use refusal::Refusal;
use shell::parse_words;

/// The levels of a request.
pub(super) fn parse_levels(levels: &[i32]) -> Result<Vec<Level>, Refusal> {
    let levels = parse_words("levels", levels)?;
    Ok(if levels.is_empty() { Level::ALL.to_vec() } else { levels })
}
