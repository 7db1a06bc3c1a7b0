//! What minutes speak of, by name, as that is called when they are drafted.

use ids::UnitCode;
use proto::meeting::v1::{Attendance, MinutesContent, MinutesNames};
use reference::Directory;

use crate::model::{Seat, Topic};

/// Titles of the topics; names of the units that were there or not, lead, help, or are assigned to, and of those of these seats.
pub(super) fn minutes_names(
    content: &MinutesContent,
    attendance: &Attendance,
    topics: &[Topic],
    seats: &[Seat],
    directory: &Directory,
) -> MinutesNames {
    let Attendance { attended, sat_in, on_leave, absent } = attendance;
    let there = [attended, sat_in, on_leave, absent].into_iter().flatten().map(|attendee| &attendee.unit);
    let drafts = content.resolutions.iter();
    let agreed = drafts.flat_map(|draft| draft.co_units.iter().chain([&draft.lead_unit]));
    let ruled = content.rulings.iter().map(|ruling| &ruling.unit);
    let said = there.chain(agreed).chain(ruled).filter_map(|code| code.parse().ok());
    let codes = said.chain(seats.iter().map(|seat| seat.unit.clone()));
    MinutesNames {
        topics: topics.iter().map(|topic| (topic.id.to_string(), topic.title.clone())).collect(),
        units: codes.map(|code: UnitCode| (code.to_string(), directory.named(&code))).collect(),
    }
}
