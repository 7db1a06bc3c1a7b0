//! The RPCs, in a folder for each service: one file each — parse, call the operation, reply.

mod bulletin;
mod given;
mod known_units;
mod meeting;
mod minutes;
mod resolution;
mod roster;
mod seen_by;
mod topic;
