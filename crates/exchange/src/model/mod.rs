//! What the exchange knows, and which changes of it are possible.

mod content;
mod delivery;
mod push;
mod return_code;

pub use content::{Content, ContentKind, people};
pub use delivery::{Claim, Claimed, Delivery, Receipt, Return, Returned, State, Step, Way};
pub use push::{NewPush, Push, Recipient, Role};
pub use return_code::ReturnCode;
