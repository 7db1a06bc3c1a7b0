//! What the exchange knows, and which changes of it are possible.

mod content;
mod delivery;
mod push;

pub use content::{Content, claim_rule, people, push_rule};
pub use delivery::{Claim, Delivery, Receipt, Recounted, SendBack, State, Step, Way, owed_rule};
pub use proto::words::exchange::{DeliveryState, PushKind, RecipientRole, ReturnCode};
pub use push::{NewPush, Push, Recipient};
