//! 发文字号 is written word, year, sequence: 督办函〔2026〕3号 (GB/T 9704—2012 7.2.5).

use std::fmt;

use ids::UnitCode;

/// The number of a paper.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PaperNumber {
    /// The word of its series.
    pub word: &'static str,
    /// The year in which it was given.
    pub year: i32,
    /// Its place in the year, from 1.
    pub sequence: i32,
}

/// Papers that are numbered together, from 1 in each year.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Series<'a> {
    /// Whose papers they are; none: papers of the whole county, whichever unit writes them.
    pub unit: Option<&'a UnitCode>,
    /// What stands before the year (发文字号的机关代字).
    pub word: &'static str,
}

impl Series<'_> {
    /// A number of the series.
    pub fn number(self, year: i32, sequence: i32) -> PaperNumber {
        PaperNumber { word: self.word, year, sequence }
    }
}

impl PaperNumber {
    /// The number where the word stands above it already: 〔2026〕1号.
    pub fn without_word(self) -> String {
        format!("〔{}〕{}号", self.year, self.sequence)
    }
}

impl fmt::Display for PaperNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.word, self.without_word())
    }
}
