//! Between the model and the wire.

mod delivery;
mod parse;
mod personal;
mod push;

pub(crate) use delivery::{
    claim_from_proto, claim_to_proto, delivery_to_proto, return_code_from_proto, return_from_proto,
    return_to_proto, states_to_names,
};
pub(crate) use parse::{parse_instant, parse_items};
pub use personal::mask_personal;
pub use proto::{timestamp_from_proto, timestamp_to_proto};
pub(crate) use push::{push_from_proto, push_to_proto, role_from_proto, role_to_proto};
