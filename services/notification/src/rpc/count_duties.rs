//! The board (亮灯牌): open duties that the caller sees, by unit and kind.

use proto::notification::v1::{CountDutiesRequest, CountDutiesResponse, Direction, DutyCount};
use shell::{Error, Read, View};

use super::{filter, present, sight::sight};
use crate::{
    App,
    model::DutyKinds,
    store::tally::{Count, counts},
};

impl Read<App> for CountDutiesRequest {
    async fn read(self, app: &App, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let owed_by = filter::parse_units("owed_by", self.owed_by)?;
        let kinds = filter::parse_kinds("kinds", self.kinds, &app.kinds)?;
        let rows = counts(view.tx, sight(view.caller), &owed_by, &kinds, view.now).await?;
        Ok(CountDutiesResponse { counts: rows.into_iter().map(|row| count(row, &app.kinds)).collect() })
    }
}

fn count(row: Count, kinds: &DutyKinds) -> DutyCount {
    let direction =
        kinds.newest(&row.kind).map_or(Direction::Unspecified, |kind| present::direction(kind.direction));
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
