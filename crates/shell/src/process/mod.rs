//! A service's process, from its settings to its end: the same in every service.

mod command;
mod foundation;
mod fresh_keys;
mod run;
mod signals;
mod start;
mod sweep;

pub use command::Program;
pub use foundation::Foundation;
pub use run::{Running, run};
pub use signals::until_told_to_end;
pub use start::Start;
pub use sweep::Sweep;
