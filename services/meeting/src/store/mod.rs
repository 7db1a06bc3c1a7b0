//! SQL of the schema `meeting`, one file an aggregate. Every function works in the caller's transaction.

mod inconsistent;
pub(crate) mod material;
pub(crate) mod meeting;
pub(crate) mod participant;
pub(crate) mod seat;
pub(crate) mod seat_change;
pub(crate) mod topic;

use inconsistent::inconsistent;
