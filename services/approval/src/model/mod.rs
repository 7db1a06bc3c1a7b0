//! What approval keeps, as plain values.

pub(crate) mod decision;
pub(crate) mod item;
pub(crate) mod responsibility_map;

pub(crate) use decision::{Completed, Decision, Digests, Numbers, Routing};
pub(crate) use item::Item;
pub(crate) use responsibility_map::ResponsibilityMap;
