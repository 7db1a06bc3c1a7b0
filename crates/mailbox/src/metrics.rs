//! What the mailbox counts. Ages and depths are the alarms: an oldest age of minutes means that something is
//! wrong, and one working day is the law's limit.

use metrics::{counter, describe_counter, describe_gauge, gauge};

use crate::status::ReceiverStatus;

const OLDEST: &str = "shenguan_mailbox_oldest_age_seconds";
const PENDING: &str = "shenguan_mailbox_pending";
const PARKED_THERE: &str = "shenguan_mailbox_parked_at_receiver";
const PARKED: &str = "shenguan_mailbox_parked";
const PARKED_TOTAL: &str = "shenguan_mailbox_parked_total";
const PUBLISHED: &str = "shenguan_mailbox_published_total";
const RESENDS: &str = "shenguan_mailbox_resends_total";
const RECEIPTED: &str = "shenguan_mailbox_receipted_total";
const TAKEN: &str = "shenguan_mailbox_taken_total";
const DUPLICATES: &str = "shenguan_mailbox_duplicates_total";
const REFUSED: &str = "shenguan_mailbox_refused_total";
const CONNECTED: &str = "shenguan_mailbox_broker_connected";

/// Says what each metric means, and starts the counters at 0, so that a first increase is seen.
pub(crate) fn describe() {
    describe_gauge!(OLDEST, "age of the oldest message without receipt, by receiver");
    describe_gauge!(PENDING, "messages without receipt, by receiver");
    describe_gauge!(PARKED_THERE, "messages that the receiver has parked, by receiver");
    describe_gauge!(PARKED, "messages parked here");
    describe_gauge!(CONNECTED, "whether the broker is connected");
    for (name, text) in [
        (PUBLISHED, "publishings that the broker acknowledged"),
        (RESENDS, "publishings repeated for want of a receipt"),
        (RECEIPTED, "messages receipted by their receivers"),
        (TAKEN, "messages taken for the first time"),
        (DUPLICATES, "messages that came again"),
        (PARKED_TOTAL, "messages parked"),
        (REFUSED, "messages refused as none of ours: a security event"),
    ] {
        describe_counter!(name, text);
        counter!(name).increment(0);
    }
}

pub(crate) fn broker_connected(is: bool) {
    gauge!(CONNECTED).set(if is { 1.0 } else { 0.0 });
}

pub(crate) fn published(messages: usize) {
    counter!(PUBLISHED).increment(messages as u64);
}

pub(crate) fn resent(messages: usize) {
    counter!(RESENDS).increment(messages as u64);
}

pub(crate) fn receipted(messages: usize) {
    counter!(RECEIPTED).increment(messages as u64);
}

pub(crate) fn taken(first: usize, again: usize) {
    counter!(TAKEN).increment(first as u64);
    counter!(DUPLICATES).increment(again as u64);
}

pub(crate) fn parked() {
    counter!(PARKED_TOTAL).increment(1);
}

pub(crate) fn refused() {
    counter!(REFUSED).increment(1);
}

/// Sets the gauges of the database.
#[expect(clippy::cast_precision_loss, reason = "gauges are floating-point numbers")]
pub(crate) fn depths(receivers: &[ReceiverStatus], parked: i64) {
    for receiver in receivers {
        let name = receiver.receiver.clone();
        gauge!(OLDEST, "receiver" => name.clone()).set(receiver.oldest_age_seconds);
        gauge!(PENDING, "receiver" => name.clone()).set(receiver.pending as f64);
        gauge!(PARKED_THERE, "receiver" => name).set(receiver.parked as f64);
    }
    gauge!(PARKED).set(parked as f64);
}
