#![doc = include_str!("../README.md")]

mod call;
mod gate;
mod process;

pub use call::{
    Act, Attempt, Begun, Caller, Context, Cursor, Done, Ended, Error, Feed, LookUp, Official, Page, Read,
    Reply, Resources, Serves, View, Watch, Words, act, as_caller, begin, call, done, end, look_up,
    parse_codes, parse_day, parse_id, parse_paragraphs, parse_text, parse_word, parse_words, read, refused,
    refused_item, spawned, take_request_id,
};
pub use gate::{OfficialNeeded, Rule, Shares, Who, acting, by_system};
pub use process::{
    Foundation, LARGEST_ANSWER, LARGEST_REQUEST, Limits, MAILBOX_RULES, MailboxRpc, Program, Readiness,
    Running, Served, Start, Sweep, check_role, may_act_by_clock, run, serve, serve_admin, settings,
    until_told_to_end, watch_clock,
};
pub use proto::{timestamp_from_proto, timestamp_to_proto};
pub use reference::Role;

/// This crate's tables, in the schema `shell`.
pub static MIGRATOR: sqlx::migrate::Migrator = sqlx::migrate!();
