//! The doors for callers, a folder for each service of the protocol and a file for each of its RPCs: parse, call the
//! operation, reply.

mod announcement;
mod codes;
mod duty;
mod letter;
mod notice;
mod reminder;
mod subscription;
mod visible_unit;

use tonic::{Response, Status};

/// A stream on its way to the caller.
type Stream<T> = Result<Response<T>, Status>;
