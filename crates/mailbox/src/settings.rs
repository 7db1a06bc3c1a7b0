//! Every number of the mailbox, so that tests may use milliseconds.

use std::{path::PathBuf, time::Duration};

use crate::Backoff;

/// How a mailbox behaves. [`Settings::new`] gives what production uses.
#[derive(Clone, Debug)]
pub struct Settings {
    /// GB/T 2260 code of the county, a token of every subject.
    pub county: String,
    /// Where the broker is.
    pub broker: Broker,
    /// This service's own stream.
    pub stream: Stream,
    /// Most messages of one claim, of one inbox transaction and of one receipt.
    pub batch: usize,
    /// How often the relay looks without being woken.
    pub poll: Duration,
    /// How long a claimed row belongs to its relay. Longer than claiming, publishing and `ack_timeout`
    /// together.
    pub lease: Duration,
    /// How long a publishing waits for the broker's acknowledgement.
    pub ack_timeout: Duration,
    /// After a publishing that failed.
    pub publish_backoff: Backoff,
    /// After a publishing that the broker took but the receiver has not receipted.
    pub receipt_backoff: Backoff,
    /// After a handler said "later". The last attempt parks the message.
    pub retry_backoff: Backoff,
    /// How often a handler may say "later".
    pub attempts: i32,
    /// After an error of the stream or of the broker's API.
    pub heal_backoff: Backoff,
    /// Resends allowed per first send.
    pub resend_share: f64,
    /// Resends allowed per second besides.
    pub resends_per_second: f64,
    /// How long the broker waits for the ack of a message that it delivered.
    pub ack_wait: Duration,
    /// How many delivered messages may be without ack.
    pub max_ack_pending: i64,
    /// How often an idle stream says that it is alive; two missed ones rebuild the consumer.
    pub heartbeat: Duration,
    /// How often the gauges are measured.
    pub gauges: Duration,
}

/// Where the broker is and how it knows us.
#[derive(Clone, Debug)]
pub struct Broker {
    /// `nats://host:port`, or several with commas.
    pub url: String,
    /// Client certificate; without it the connection is not encrypted.
    pub tls: Option<TlsFiles>,
}

/// Files of a TLS client, PEM.
#[derive(Clone, Debug)]
pub struct TlsFiles {
    /// Certificates of the authority that signed the broker's.
    pub authority: PathBuf,
    /// Our certificate.
    pub certificate: PathBuf,
    /// Its key.
    pub key: PathBuf,
}

/// Bounds of this service's own stream. A message that falls out before it was receipted is sent again.
#[derive(Clone, Debug)]
pub struct Stream {
    /// Most bytes; the oldest messages fall out.
    pub max_bytes: i64,
    /// Greatest age.
    pub max_age: Duration,
    /// 1, or 3 in a cluster.
    pub replicas: usize,
    /// How long the broker remembers message ids.
    pub duplicate_window: Duration,
}

impl Settings {
    /// What production uses.
    pub fn new(county: &str, url: &str) -> Self {
        Self {
            county: county.to_owned(),
            broker: Broker { url: url.to_owned(), tls: None },
            stream: Stream {
                // The broker reserves it. A fortnight of a county is a tenth of this.
                max_bytes: 256 << 20,
                max_age: Duration::from_hours(14 * 24),
                replicas: 1,
                duplicate_window: Duration::from_mins(2),
            },
            batch: 256,
            poll: Duration::from_millis(200),
            lease: Duration::from_secs(30),
            ack_timeout: Duration::from_secs(5),
            publish_backoff: Backoff::doubling(Duration::from_millis(500), Duration::from_secs(30)),
            receipt_backoff: Backoff::doubling(Duration::from_secs(4), Duration::from_mins(15)),
            // What it waits for may itself have been lost, and then comes with a resend, up to a quarter of an hour
            // and its jitter later. So all waits together are longer: 5 s, 20 s, 80 s, 320 s and thrice ten minutes.
            retry_backoff: Backoff {
                first: Duration::from_secs(5),
                factor: 4,
                most: Duration::from_mins(10),
            },
            attempts: 8,
            heal_backoff: Backoff::doubling(Duration::from_millis(100), Duration::from_secs(5)),
            resend_share: 0.2,
            resends_per_second: 50.0,
            ack_wait: Duration::from_mins(1),
            max_ack_pending: 2048,
            heartbeat: Duration::from_secs(5),
            gauges: Duration::from_secs(5),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_put_off_for_longer_than_what_it_waits_for_may_take_to_be_resent() {
        let settings = Settings::new("371322", "nats://127.0.0.1:4222");
        let waits = 0..settings.attempts.unsigned_abs() - 1;
        let shortest: Duration =
            waits.map(|earlier| settings.retry_backoff.grown(earlier).mul_f64(0.75)).sum();
        let longest_resend = settings.receipt_backoff.most.mul_f64(1.25);
        assert!(shortest > longest_resend, "{shortest:?} is not longer than {longest_resend:?}");
    }
}
