//! The words of the enums that prost emits: see `words.rs`.

include!(concat!(env!("OUT_DIR"), "/words_of_messages.rs"));
