//! Between the model and the wire: what two services tell each other, and what callers see.

mod delivery;
mod personal;
mod push;

pub(crate) use delivery::{
    claim_from_proto, claim_to_proto, delivery_to_proto, return_from_proto, return_to_proto,
};
pub use personal::mask_personal;
pub(crate) use push::{push_from_proto, push_to_proto};
