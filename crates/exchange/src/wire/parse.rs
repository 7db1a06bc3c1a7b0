//! Strings of requests, parsed at the edge.

use std::str::FromStr;

use jiff::Timestamp;
use refusal::Refusal;

use super::timestamp_from_proto;

/// An id of a request; refused by its field.
pub(crate) fn parse_id<Id: FromStr>(field: &str, text: &str) -> Result<Id, Refusal> {
    text.parse()
        .map_err(|_| Refusal::field(field, "not_an_id", "not an id of ours (UUID)", "不是有效的标识（UUID）"))
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
