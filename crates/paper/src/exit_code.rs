//! How `press` ends where the paper or the fonts are to blame; any other failure is 1.

/// The paper is not valid.
pub const INVALID: u8 = 2;
/// No font has what the paper says.
pub const NO_FONT: u8 = 3;
