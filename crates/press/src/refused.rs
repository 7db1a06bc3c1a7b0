//! Why a paper is not printed. Nothing of the paper's text is ever told, only places in it and code points.

/// What is the matter with the paper or the fonts, rather than with this program.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Refused {
    /// The paper is not valid; where.
    #[error("the paper is not valid: {0}")]
    Paper(String),
    /// No font has what it takes; what is missing.
    #[error("no font: {0}")]
    Font(String),
}

impl Refused {
    /// Characters that no font has.
    pub(crate) fn characters(missing: impl IntoIterator<Item = char>) -> Self {
        let points: Vec<String> = missing.into_iter().map(|c| format!("U+{:04X}", u32::from(c))).collect();
        Self::Font(format!("none has {}", points.join(" ")))
    }
}
