//! How silences (静默) and deputies (代理) are shown: officials by their post, never by name.

use proto::notification::v1 as pb;
use shell::timestamp_to_proto;

use crate::model::{Deputy, Silence};

/// Shows a silence, with its end as it is now.
pub(super) fn present_silence(silence: &Silence) -> pb::Silence {
    pb::Silence {
        id: silence.id.to_string(),
        unit: silence.unit.to_string(),
        official: silence.official.to_string(),
        reason: silence.reason.clone(),
        create_time: Some(timestamp_to_proto(silence.created_at)),
        end_time: Some(timestamp_to_proto(silence.until)),
        ended_by: silence.ended_by.as_ref().map(ToString::to_string).unwrap_or_default(),
    }
}

/// Shows a deputy, with the days as they are now.
pub(super) fn present_deputy(deputy: &Deputy) -> pb::Deputy {
    pb::Deputy {
        id: deputy.id.to_string(),
        unit: deputy.unit.to_string(),
        official: deputy.official.to_string(),
        deputy: deputy.stands_in.to_string(),
        first_day: deputy.first_day.to_string(),
        last_day: deputy.last_day.to_string(),
        named_by: deputy.named_by.to_string(),
        create_time: Some(timestamp_to_proto(deputy.created_at)),
    }
}
