//! How notices are shown: in a sentence that is made anew each time, with the present names of units.

use ids::UnitCode;
use proto::notification::v1 as pb;
use shell::timestamp_to_proto;

use crate::{
    App,
    model::{Notice, Part, sentence},
};

/// A notice as its reader sees it.
pub(super) fn present_notice(app: &App, notice: &Notice) -> pb::Notice {
    pb::Notice {
        id: notice.id.to_string(),
        unit: notice.unit.to_string(),
        level: notice.level.into(),
        text: notice_text(app, &notice.unit, &notice.parts),
        parts: notice.parts.iter().map(present_part).collect(),
        step_time: Some(timestamp_to_proto(notice.at)),
        create_time: Some(timestamp_to_proto(notice.created_at)),
        read_time: notice.read_at.map(timestamp_to_proto),
    }
}

/// One clause of a notice: some duties of one kind at one step.
pub(crate) fn present_part(part: &Part) -> pb::NoticePart {
    pb::NoticePart { step: part.step.into(), kind: part.kind.clone(), duties: part.duties, open: part.open }
}

/// The sentence of a notice to a unit.
pub(crate) fn notice_text(app: &App, unit: &UnitCode, parts: &[Part]) -> String {
    let directory = app.reference.directory();
    let name = directory.unit(unit).map_or(unit.as_str(), |unit| unit.name.as_str());
    sentence(name, parts, &app.kinds)
}
