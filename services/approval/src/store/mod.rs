//! SQL of the schema `approval`, one file an aggregate. Every function works in the caller's transaction.

pub(crate) mod decision;
pub(crate) mod item;
pub(crate) mod lock;
pub(crate) mod responsibility_map;

/// A code as the database has it: one that does not parse is a fault of ours.
fn decode<Code>(text: &str) -> Result<Code, sqlx::Error>
where
    Code: std::str::FromStr<Err = ids::BadCode>,
{
    text.parse().map_err(|error: ids::BadCode| sqlx::Error::Decode(Box::new(error)))
}
