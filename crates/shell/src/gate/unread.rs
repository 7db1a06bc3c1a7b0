//! Requests that the transport could not hand to any handler.

use refusal::{Kind, Refusal};
use tonic::{Code, Status};

/// Tells why a request was not read: it is too large, or not the message that it should be. `None` of any other status.
pub(super) fn unread(bare: &Status) -> Option<Refusal> {
    let refusal = match bare.code() {
        Code::OutOfRange => {
            Refusal::new(Kind::Invalid, "TOO_LARGE", "the request is larger than 1 MiB", "请求超过1 MiB")
        }
        // Every fault of ours has details.
        Code::Internal => Refusal::new(
            Kind::Invalid,
            "INVALID_FIELDS",
            "the request cannot be read: it is not the message of this call, or holds text that is not UTF-8",
            "请求无法解析：不是该接口的消息，或文本不是 UTF-8",
        ),
        _ => return None,
    };
    Some(refusal)
}
