//! What approval keeps: plain values and the names that the database and people use for them.

pub(crate) mod decision;
pub(crate) mod item;
pub(crate) mod licence_kind;
pub(crate) mod responsibility_map;

pub(crate) use decision::{Completed, Decision, Digests, Numbers, Routing};
pub(crate) use item::Item;
pub(crate) use licence_kind::LicenceKind;
pub(crate) use responsibility_map::ResponsibilityMap;
