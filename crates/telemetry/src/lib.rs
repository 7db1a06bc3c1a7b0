//! Logs, traces and metrics of a process: a push is one trace, from the RPC that made it to its claim.
//!
//! Every line of the log carries the trace id, whether traces are exported or not. Nothing here reads a message's body.

mod init;
mod log;
mod metrics;
mod trace;

pub use init::{Guard, Settings, init};
pub use metrics::{render, upkeep};
pub use trace::{current_traceparent, follow, put_traceparent, step_of, traceparent_of};
