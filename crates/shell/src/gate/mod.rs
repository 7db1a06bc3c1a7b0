//! Who comes in: the second of the three rooms, the one door of all calls. It knows the room of calls behind it, and nothing of the
//! process around it.

mod admit;
mod identify;
mod layer;
mod peer;
mod places;
mod policy;
mod rate;
mod settings;
mod shares;
mod unread;

pub(crate) use admit::Guard;
pub(crate) use layer::Gate;
pub(crate) use peer::Peer;
pub(crate) use policy::Policy;
pub use policy::{OfficialNeeded, Rule, Who, acting, by_system};
pub use settings::{FirstAdministrator, Limits};
pub use shares::Shares;
