//! The one door of all calls: trace, limits, who is calling, and whether they may.

mod admit;
mod identify;
mod layer;
mod places;
mod rate;

pub(crate) use admit::Guard;
pub(crate) use layer::Gate;
