#![doc = include_str!("../README.md")]

mod act;
mod admin;
mod audit;
mod caller;
mod clock_skew;
mod doors;
mod error;
mod field;
mod gate;
mod health;
mod page;
mod policy;
mod process;
mod reflection;
mod request;
mod rpc;
mod server;
pub mod settings;
mod shares;
mod spawned;
mod status;
mod store;
mod tls;
mod trace;
mod view;
mod watch;

pub use act::{Act, Context, Done, act};
pub use admin::{Readiness, check_role, serve_admin};
pub use audit::{done, refused_item};
pub use caller::{Caller, Official};
pub use clock_skew::{may_act_by_clock, watch_clock};
pub use doors::{Doors, Serves, as_caller};
pub use error::Error;
pub use field::{parse_codes, parse_day, parse_id, parse_paragraphs, parse_text};
pub use page::Page;
pub use policy::{OfficialNeeded, Rule};
pub use process::{Foundation, Program, Running, Start, Sweep, run, until_told_to_end};
pub use proto::{timestamp_from_proto, timestamp_to_proto};
pub use reference::Role;
pub use request::{Attempt, Begun, Ended, begin, end, take_request_id};
pub use rpc::{MAILBOX_RULES, MailboxRpc};
pub use server::{LARGEST_ANSWER, LARGEST_REQUEST, Limits, Served, serve};
pub use shares::Shares;
pub use spawned::{Reply, call, refused, spawned};
pub use view::{LookUp, Read, View, look_up, read};
pub use watch::{Cursor, Feed, Watch, Words};

/// This crate's tables, in the schema `shell`.
pub static MIGRATOR: sqlx::migrate::Migrator = sqlx::migrate!();
