//! Codes as the database has them.

use std::str::FromStr;

use ids::BadCode;

/// A code as the database has it: one that does not parse is a fault of ours.
pub(super) fn decode<Code>(text: &str) -> Result<Code, sqlx::Error>
where
    Code: FromStr<Err = BadCode>,
{
    text.parse().map_err(|error: BadCode| sqlx::Error::Decode(Box::new(error)))
}
