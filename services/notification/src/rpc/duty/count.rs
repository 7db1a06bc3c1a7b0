//! The board (亮灯牌): how many duties are open in which lamp, by unit and kind.

use proto::notification::v1::{CountDutiesRequest, CountDutiesResponse, DutyCount};
use shell::{Error, Read, View};

use crate::{
    App,
    model::DutyKinds,
    rpc::{
        codes::{parse_kinds, parse_units},
        visible_unit::visible_unit,
    },
    store::tally::{Count, counts},
};

impl Read<App> for CountDutiesRequest {
    async fn read(self, app: &App, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let owed_by = parse_units("owed_by", self.owed_by)?;
        let kinds = parse_kinds("kinds", self.kinds, &app.kinds)?;
        let rows = counts(view.tx, visible_unit(view.caller), &owed_by, &kinds, view.now).await?;
        Ok(CountDutiesResponse { counts: rows.into_iter().map(|row| count(row, &app.kinds)).collect() })
    }
}

fn count(row: Count, kinds: &DutyKinds) -> DutyCount {
    let direction = kinds.newest(&row.kind).map_or(0, |kind| kind.direction.into());
    DutyCount {
        owed_by: row.owed_by,
        kind: row.kind,
        direction,
        open: row.open,
        yellow: row.yellow,
        red: row.red,
        deep_red: row.deep_red,
        undated: row.undated,
    }
}
