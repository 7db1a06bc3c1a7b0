//! What the sender knows of its pushes.

use std::collections::BTreeSet;

use anyhow::ensure;
use jiff::Timestamp;
use proto::exchange::v1::ListPushesRequest;

use crate::stage::Bureau;

/// Sums over all pushes of a unit.
#[derive(Default)]
pub(super) struct Sent {
    /// Deliveries.
    pub(super) recipients: i32,
    /// Deliveries that the receiving database has.
    pub(super) received: i32,
    /// Claims that came back.
    pub(super) claimed: i32,
    /// Returns that came back.
    pub(super) returned: i32,
    /// Pushes that were accepted after their deadline.
    pub(super) late: i32,
}

impl Sent {
    /// Of all pushes, or of those accepted from an instant on. Reads every page. A push that were listed twice is a failure, so that it cannot hide another that is missing.
    pub(super) async fn read(sender: &Bureau, from: Option<Timestamp>) -> anyhow::Result<Self> {
        let (mut sent, mut seen) = (Self::default(), BTreeSet::new());
        let accepted_from = from.map(|from| prost_types::Timestamp {
            seconds: from.as_second(),
            nanos: from.subsec_nanosecond(),
        });
        let mut request = ListPushesRequest { page_size: 500, accepted_from, ..ListPushesRequest::default() };
        loop {
            let page = sender.pushes().list_pushes(request.clone()).await?.into_inner();
            for overview in page.pushes {
                sent.recipients += overview.recipients;
                sent.received += overview.received;
                sent.claimed += overview.claimed;
                sent.returned += overview.returned;
                sent.late += i32::from(overview.late);
                ensure!(seen.insert(overview.push.unwrap_or_default().id), "a push was listed twice");
            }
            if page.next_page_token.is_empty() {
                return Ok(sent);
            }
            request.page_token = page.next_page_token;
        }
    }
}
