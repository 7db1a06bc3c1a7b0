//! What a call goes through once it is let in: the first of the three rooms, which knows nothing of the gate or the process.

mod act;
pub(crate) mod audit;
mod caller;
mod context;
mod error;
mod field;
mod page;
mod read;
mod request;
mod resources;
mod serves;
mod spawned;
pub(crate) mod status;
pub(crate) mod store;
pub(crate) mod trace;
mod watch;

pub use act::{Act, Done, act};
pub use audit::{done, refused_item};
pub use caller::{Caller, Official};
pub use context::Context;
pub use error::Error;
pub use field::{parse_codes, parse_day, parse_id, parse_paragraphs, parse_text, parse_word, parse_words};
pub use page::Page;
pub use read::{LookUp, Read, View, look_up, read};
pub use request::{Attempt, Begun, Ended, begin, end, take_request_id};
pub use resources::{Resources, as_caller};
pub use serves::Serves;
pub(crate) use spawned::record;
pub use spawned::{Reply, call, refused, spawned};
pub use watch::{Cursor, Feed, Watch, Words};
