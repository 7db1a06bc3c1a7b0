//! What a receiver says of its deliveries comes as one of three events; each also says its clock, which counts.

use duty::deadline_from_proto;
use mailbox::{Received, Rejected};
use proto::timestamp_from_proto;
use sqlx::PgConnection;
use workdays::Calendar;

use crate::{
    model::Receipt,
    operations::{RemoteChange, apply_remote},
};

/// Takes over what the events say, as `read` understands them.
pub(super) async fn apply<E>(
    tx: &mut PgConnection,
    calendar: &Calendar,
    events: &[Received<E>],
    read: fn(&E) -> Option<RemoteChange>,
) -> Result<(), Rejected> {
    let changes = events.iter().map(|event| event.read(read)).collect::<Result<_, _>>()?;
    apply_remote(tx, calendar, changes).await
}

/// When the receiver had the delivery, and the clock that it counts.
pub(super) fn receipt(
    receive_time: Option<prost_types::Timestamp>,
    claim_deadline: Option<proto::r#type::v1::Deadline>,
) -> Option<Receipt> {
    Some(Receipt {
        received_at: timestamp_from_proto(receive_time?)?,
        deadline: deadline_from_proto(claim_deadline)?,
    })
}
