//! CountDuties.

use proto::notification::v1::{CountDutiesRequest, CountDutiesResponse, Direction, DutyCount};
use shell::{Caller, Error, as_caller};

use super::{filter, sight::sight};
use crate::{
    App,
    model::DutyKinds,
    store::tally::{Count, counts},
};

/// The board (亮灯牌): open duties that the caller sees, by unit and kind.
pub(super) async fn count_duties(
    app: App,
    caller: Caller,
    request: CountDutiesRequest,
) -> Result<CountDutiesResponse, Error> {
    let owed_by = filter::parse_units("owed_by", request.owed_by)?;
    let kinds = filter::parse_kinds("kinds", request.kinds, &app.kinds)?;
    let mut tx = as_caller(&app.doors, &caller).await?;
    let rows = counts(&mut tx, sight(&caller), &owed_by, &kinds, app.doors.clock.now()).await?;
    Ok(CountDutiesResponse { counts: rows.into_iter().map(|row| count(row, &app.kinds)).collect() })
}

fn count(row: Count, kinds: &DutyKinds) -> DutyCount {
    let direction =
        kinds.newest(&row.kind).map_or(Direction::Unspecified, |kind| Direction::from(kind.direction));
    DutyCount {
        owed_by: row.owed_by,
        kind: row.kind,
        direction: direction.into(),
        open: row.open,
        yellow: row.yellow,
        red: row.red,
        deep_red: row.deep_red,
        undated: row.undated,
    }
}
