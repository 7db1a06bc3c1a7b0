//! The one shape of a clock in SQL: four columns `<clock>_started_at, _due_at, _counted, _calendar` on the row that it belongs to.

use jiff_sqlx::Timestamp as SqlTimestamp;
use sqlx::types::Json;
use workdays::Counted;

use crate::Deadline;

/// The four columns of one row.
#[derive(Clone, Debug, Default)]
pub struct ClockColumns {
    /// When it started; null where none was opened (存量).
    pub started_at: Option<SqlTimestamp>,
    /// Its exclusive end; null while the year's calendar is not loaded (待定).
    pub due_at: Option<SqlTimestamp>,
    /// The counted and skipped days.
    pub counted: Option<Json<Counted>>,
    /// Version of the calendar by which it was last counted here; 0 if another service counted it.
    pub calendar: Option<i64>,
}

impl From<&Deadline> for ClockColumns {
    fn from(deadline: &Deadline) -> Self {
        Self {
            started_at: deadline.started_at().map(SqlTimestamp::from),
            due_at: deadline.due_at().map(SqlTimestamp::from),
            counted: deadline.counted().cloned().map(Json),
            calendar: deadline.calendar(),
        }
    }
}

impl From<ClockColumns> for Deadline {
    fn from(row: ClockColumns) -> Self {
        let opened = row.started_at.map(SqlTimestamp::to_jiff).zip(row.calendar);
        let due = row.due_at.map(SqlTimestamp::to_jiff).zip(row.counted.map(|counted| counted.0));
        match (opened, due) {
            (None, _) => Self::NotOpened,
            (Some((started_at, calendar)), None) => Self::Undated { started_at, calendar },
            (Some((started_at, calendar)), Some((due_at, counted))) => {
                Self::Dated { started_at, due_at, counted, calendar }
            }
        }
    }
}

/// The four columns of many rows, for `unnest`.
#[derive(Clone, Debug, Default)]
pub struct ClockLists {
    /// Of each row.
    pub started_at: Vec<Option<SqlTimestamp>>,
    /// Of each row.
    pub due_at: Vec<Option<SqlTimestamp>>,
    /// Of each row.
    pub counted: Vec<Option<Json<Counted>>>,
    /// Of each row.
    pub calendar: Vec<Option<i64>>,
}

impl<'a> FromIterator<&'a Deadline> for ClockLists {
    fn from_iter<I: IntoIterator<Item = &'a Deadline>>(deadlines: I) -> Self {
        let mut lists = Self::default();
        for row in deadlines.into_iter().map(ClockColumns::from) {
            lists.started_at.push(row.started_at);
            lists.due_at.push(row.due_at);
            lists.counted.push(row.counted);
            lists.calendar.push(row.calendar);
        }
        lists
    }
}
