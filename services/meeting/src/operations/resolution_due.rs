//! The duty to carry out a resolution (C14).

use duty::{Deadline, Parties, Subject, SubjectKind, year_not_loaded};
use ids::UnitCode;
use jiff::{Timestamp, civil::Date};
use numbers::PaperNumber;
use refusal::Refusal;
use shell::Context;
use workdays::Calendar;

use crate::{model::Resolution, rules::resolution_clock::deadline};

/// The clock of a resolution that is due on `due_on` after so many `extensions`; `named_by` says in Chinese who named that day.
pub(crate) fn resolution_due(
    issued_at: Timestamp,
    due_on: Date,
    extensions: i32,
    named_by: String,
    calendar: &Calendar,
) -> Result<Deadline, Refusal> {
    deadline(issued_at, due_on, i64::from(extensions) + 1, named_by, calendar).map_err(year_not_loaded)
}

/// Says in Chinese that the minutes name the day of a resolution.
pub(crate) fn by_minutes(minutes: PaperNumber, number: i32) -> String {
    format!("{minutes}第{number}项载明")
}

/// Says that the lead unit owes it, to the office.
pub(crate) fn say_owed(context: &mut Context<'_>, resolution: &Resolution, office: Option<&UnitCode>) {
    let about = Subject {
        kind: SubjectKind::Resolution,
        id: resolution.id.0,
        name: format!("落实{}第{}项", resolution.minutes, resolution.number),
        number: String::new(),
        item_code: String::new(),
    };
    let parties = Parties { owed_by: &resolution.lead_unit, owed_to: office };
    context.say_any(resolution.duty.opened(parties, &about));
}
