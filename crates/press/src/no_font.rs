//! A paper that no installed font can show is not printed. What is missing is told by code points, never by the paper's text.

/// No font has what it takes; what is missing.
#[derive(Debug, thiserror::Error)]
#[error("no font: {0}")]
pub(crate) struct NoFont(pub(crate) String);

impl NoFont {
    /// For characters that no font has.
    pub(crate) fn characters(missing: impl IntoIterator<Item = char>) -> Self {
        let points: Vec<String> = missing.into_iter().map(|c| format!("U+{:04X}", u32::from(c))).collect();
        Self(format!("none has {}", points.join(" ")))
    }
}
