//! A service's process, from its settings to its end: the last of the three rooms, which sets up the gate and what calls go through.

mod admin;
mod clock_skew;
mod command;
mod foundation;
mod fresh_keys;
mod port;
mod rpc;
mod run;
pub mod settings;
mod signals;
mod start;
mod sweep;

pub use admin::{Readiness, check_role, serve_admin};
pub use clock_skew::{may_act_by_clock, watch_clock};
pub use command::Program;
pub use foundation::Foundation;
pub use port::{LARGEST_ANSWER, LARGEST_REQUEST, Limits, Served, serve};
pub use rpc::{MAILBOX_RULES, MailboxRpc};
pub use run::{Running, run};
pub use signals::until_told_to_end;
pub use start::Start;
pub use sweep::Sweep;
