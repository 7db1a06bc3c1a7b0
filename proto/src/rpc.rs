//! What the descriptors say of each RPC, by the type of its request (no two RPCs share one). The impls are emitted by `build.rs` into
//! `OUT_DIR/rpcs.rs`, one plain impl each.

use prost::{Message, Name};

/// The request of an RPC.
pub trait Rpc: Message + Default + 'static {
    /// The RPC's path, as gRPC, the policy and the audit trail name it.
    const PATH: &'static str;
    /// What it answers; of a stream, one message of it.
    type Answer: Message + Default + 'static;
}

/// The request of an RPC that writes.
pub trait Writes: Rpc {
    /// UUID that the caller gave this operation.
    fn request_id(&self) -> &str;
    /// Only check, change nothing.
    fn validate_only(&self) -> bool;
    /// The same request as this operation.
    #[must_use]
    fn under(self, request_id: String, validate_only: bool) -> Self;
}

/// The request of an RPC that lists in pages.
pub trait Lists: Rpc<Answer: Page> + Clone {
    /// How many rows are asked for; 0 leaves it to the service.
    fn page_size(&self) -> i32;
    /// Where the page begins; empty: at the first row.
    fn page_token(&self) -> &str;
    /// The same request, for the page that begins there.
    #[must_use]
    fn at(self, page_size: i32, page_token: String) -> Self;

    /// The encoded request without the two: a token is good for the same filters only.
    fn filters(&self) -> Vec<u8> {
        self.clone().at(0, String::new()).encode_to_vec()
    }
}

/// A page of a list.
pub trait Page {
    /// What is listed.
    type Item: Message + Name + Default;
    /// What the page holds, and the token of the next page; empty on the last.
    fn into_items(self) -> (Vec<Self::Item>, String);
}

include!(concat!(env!("OUT_DIR"), "/rpcs.rs"));
