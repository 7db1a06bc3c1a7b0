//! What lists of deliveries and of pushes are filtered by.

use ids::ItemCode;
use jiff::Timestamp;
use proto::timestamp_from_proto;
use refusal::Refusal;

/// More than any catalogue has.
const MOST_ITEMS: usize = 500;

/// Codes of items by which a list is filtered; refused by their field.
pub(crate) fn parse_items(field: &str, codes: Vec<String>) -> Result<Vec<String>, Refusal> {
    if codes.len() > MOST_ITEMS {
        return Err(Refusal::field(field, "count", "at most 500 items", "不超过500个事项"));
    }
    match codes.iter().position(|code| code.parse::<ItemCode>().is_err()) {
        None => Ok(codes),
        Some(at) => {
            Err(Refusal::field(format!("{field}[{at}]"), "format", "not an item code", "不是有效的事项编码"))
        }
    }
}

/// An optional instant of a request; refused by its field.
pub(crate) fn parse_instant(
    field: &str,
    at: Option<prost_types::Timestamp>,
) -> Result<Option<Timestamp>, Refusal> {
    let Some(at) = at else { return Ok(None) };
    match timestamp_from_proto(at) {
        Some(at) => Ok(Some(at)),
        None => Err(Refusal::field(field, "out_of_range", "not an instant", "不是有效的时间")),
    }
}
