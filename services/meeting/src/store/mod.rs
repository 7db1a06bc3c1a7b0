//! SQL of the schema `meeting`, one file an aggregate. Every function works in the caller's transaction.

pub(crate) mod bulletin;
pub(crate) mod extension;
pub(crate) mod material;
pub(crate) mod meeting;
pub(crate) mod minutes;
pub(crate) mod participant;
pub(crate) mod report;
pub(crate) mod resolution;
pub(crate) mod ruling;
pub(crate) mod seat;
pub(crate) mod seat_change;
pub(crate) mod topic;
