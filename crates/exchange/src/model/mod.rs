//! What the exchange knows, and which changes of it are possible.

mod delivery;
mod push;
mod return_code;

pub use delivery::{Claim, Claimed, Delivery, Receipt, Return, Returned, State, Step};
pub use push::{NewPush, Push, Recipient, Role};
pub use return_code::ReturnCode;
