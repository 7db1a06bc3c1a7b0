//! The messages and services of the platform, generated from the `.proto` files. The gRPC stubs are the feature `grpc`.

mod instant;
mod rpc;
pub mod words;
mod words_of_messages;

/// Every `.proto` file of the platform as an encoded `FileDescriptorSet`: for reflection and for JSON.
pub const DESCRIPTORS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/descriptors.bin"));

macro_rules! package {
    ($area:ident, $name:literal, $text:literal) => {
        #[doc = $text]
        pub mod $area {
            #![allow(clippy::all, clippy::pedantic, missing_docs, unused_qualifications, unreachable_pub)]
            /// Version 1.
            pub mod v1 {
                include!(concat!(env!("OUT_DIR"), "/", $name, ".rs"));
            }
        }
    };
}

/// The root of the packages, so that generated paths between them resolve.
pub mod shenguan {
    package!(r#type, "shenguan.r#type.v1", "Types that several packages use.");
    package!(duty, "shenguan.duty.v1", "Events of duties (时限义务).");
    package!(reference, "shenguan.reference.v1", "Directory and calendar.");
    package!(mailbox, "shenguan.mailbox.v1", "The mailbox between services.");
    package!(exchange, "shenguan.exchange.v1", "Push, delivery, claim and return.");
    package!(approval, "shenguan.approval.v1", "The approval service.");
    package!(supervision, "shenguan.supervision.v1", "The supervision service.");
    package!(meeting, "shenguan.meeting.v1", "The joint meeting (联席会议).");
    package!(notification, "shenguan.notification.v1", "The notification service.");
}

pub use instant::{timestamp_from_proto, timestamp_to_proto};
pub use rpc::{Lists, Page, Rpc, Writes};
pub use shenguan::{
    approval, duty, exchange, mailbox, meeting, notification, reference, supervision, r#type,
};
pub use words::Word;
