//! The calendar: the loaded years, local closures over them, and counting.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::{
    CalendarUsed, Closure, ClosureUsed, Counted, Day, Reading, Year,
    year::{Marked, is_weekend},
};

/// The years that are loaded, and local closures over them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Calendar {
    years: BTreeMap<i32, Year>,
    closures: BTreeMap<Date, Closure>,
}

/// The notice of the year is not loaded, so whether its days are worked is not known.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the working-day calendar of {year} is not loaded")]
pub struct YearNotLoaded {
    /// The year.
    pub year: i32,
}

impl Calendar {
    /// A calendar with no year.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with a year, in place of what was loaded for it.
    #[must_use]
    pub fn with(mut self, year: Year) -> Self {
        self.insert(year);
        self
    }

    /// Loads a year, in place of what was loaded for it.
    pub fn insert(&mut self, year: Year) {
        self.years.insert(year.year(), year);
    }

    /// Adds a local closure, in place of what was known of the day. A lifted one is added too: it counts in the version.
    pub fn close(&mut self, closure: Closure) {
        self.closures.insert(closure.date, closure);
    }

    /// The version of the whole: the sum of the versions of its years and closures. None of those ever goes back, so it
    /// grows with every change of any of them. Of one database, that is: another may have heard of other changes first.
    pub fn version(&self) -> i64 {
        let years: i64 = self.years.values().map(Year::version).sum();
        let closures: i64 = self.closures.values().map(|closure| closure.version).sum();
        years + closures
    }

    /// The loaded years, in order.
    pub fn years(&self) -> impl Iterator<Item = &Year> {
        self.years.values()
    }

    /// Whether the day is worked: a local closure, then the notices, then Monday to Friday.
    pub fn is_working(&self, date: Date) -> Result<bool, YearNotLoaded> {
        Ok(self.look_up(date)?.0.counted)
    }

    /// The last day of a period of `working_days` that begins to run on `start`, which is never counted itself
    /// (民法典 201). A period of no days ends on its start.
    pub fn add(&self, start: Date, working_days: u32) -> Result<Counted, YearNotLoaded> {
        self.count(start, working_days, Date::tomorrow)
    }

    /// The last day on which something that must happen at least `working_days` before `deadline` is early enough.
    /// The deadline's own day is never counted.
    pub fn subtract(
        &self,
        deadline: Date,
        working_days: u32,
        reading: Reading,
    ) -> Result<Counted, YearNotLoaded> {
        let mut counted = self.count(deadline, working_days, Date::yesterday)?;
        if reading == Reading::ClearDays {
            counted.due_on = counted.due_on.yesterday().unwrap_or(Date::MIN);
        }
        Ok(counted)
    }

    /// Every day after `start` up to `end`, a period whose last day was named: how many of them are worked, and why.
    pub fn until(&self, start: Date, end: Date) -> Result<Counted, YearNotLoaded> {
        let mut counted = Counted::nothing(start, 0);
        while counted.due_on < end {
            let Ok(next) = counted.due_on.tomorrow() else { break };
            self.look(&mut counted, next)?;
        }
        counted.working_days =
            u32::try_from(counted.days.iter().filter(|day| day.counted).count()).unwrap_or(u32::MAX);
        Ok(counted)
    }

    fn count(
        &self,
        start: Date,
        working_days: u32,
        step: impl Fn(Date) -> Result<Date, jiff::Error>,
    ) -> Result<Counted, YearNotLoaded> {
        let mut counted = Counted::nothing(start, working_days);
        let mut left = working_days;
        while left > 0 {
            let Ok(next) = step(counted.due_on) else {
                return Err(YearNotLoaded { year: i32::from(counted.due_on.year()) });
            };
            left -= u32::from(self.look(&mut counted, next)?);
        }
        Ok(counted)
    }

    /// Adds a day to a count; whether it is worked.
    fn look(&self, counted: &mut Counted, next: Date) -> Result<bool, YearNotLoaded> {
        counted.due_on = next;
        let (day, year) = self.look_up(next)?;
        let is_worked = day.counted;
        counted.days.push(day);
        if !counted.calendars.iter().any(|used| used.year == year.year()) {
            counted.calendars.push(CalendarUsed::from(year));
        }
        counted.closures.extend(self.closure(next).map(ClosureUsed::from));
        Ok(is_worked)
    }

    /// The day with its reason, and the year whose notice says so.
    fn look_up(&self, date: Date) -> Result<(Day, &Year), YearNotLoaded> {
        let number = i32::from(date.year());
        let own = self.years.get(&number).ok_or(YearNotLoaded { year: number })?;
        let (marked, year) =
            self.marked(date, number).map_or((None, own), |(marked, year)| (Some(marked), year));
        let (counted, reason) = match (self.closure(date), marked) {
            (Some(closure), _) => (false, format!("{}（{}）", closure.reason, closure.authority)),
            (None, Some(Marked { work: true, .. })) => (true, "调休上班".to_owned()),
            (None, Some(Marked { name, .. })) => (false, name.clone()),
            (None, None) if is_weekend(date) => (false, "周末".to_owned()),
            (None, None) => (true, "工作日".to_owned()),
        };
        Ok((Day { date, counted, reason }, year))
    }

    /// The closure of the day that was not lifted.
    fn closure(&self, date: Date) -> Option<&Closure> {
        self.closures.get(&date).filter(|closure| !closure.lifted)
    }

    /// What the notices say of the day. The next year's is the latest and may reach back over New Year, so it goes
    /// first; the last year's may reach forward.
    fn marked(&self, date: Date, number: i32) -> Option<(&Marked, &Year)> {
        [number + 1, number, number - 1].iter().find_map(|number| {
            let year = self.years.get(number)?;
            Some((year.marked(date)?, year))
        })
    }
}
