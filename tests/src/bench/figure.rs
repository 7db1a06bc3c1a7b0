//! What is measured once in a run.

use serde::Serialize;

/// A figure, and how it compares with what the machine can do at all.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Figure {
    /// What was measured, with its unit.
    pub what: &'static str,
    /// How much.
    pub value: f64,
    /// As a multiple of the floor of this run; none where nothing bounds it.
    pub ratio: Option<f64>,
}

impl Figure {
    pub(super) fn new(what: &'static str, value: f64) -> Self {
        Self { what, value, ratio: None }
    }

    /// Compared with the floor.
    pub(super) fn over(self, floor: f64) -> Self {
        Self { ratio: Some(self.value / floor), ..self }
    }
}
