//! What the descriptors say of each RPC, by the type of its request (no two RPCs share one). The impls are emitted by `build.rs` into
//! `OUT_DIR/rpcs.rs`, one plain impl each.

use prost::Message;

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
}

/// The request of an RPC that lists in pages.
pub trait Lists: Rpc {
    /// How many rows are asked for; 0 leaves it to the service.
    fn page_size(&self) -> i32;
    /// Where the page begins; empty: at the first row.
    fn page_token(&self) -> &str;
    /// The encoded request without the two: a token is good for the same filters only.
    fn filters(&self) -> Vec<u8>;
}

include!(concat!(env!("OUT_DIR"), "/rpcs.rs"));
