//! What moved a date.

use crate::Counted;

impl Counted {
    /// What of the calendar is other than when the same period was counted `before`, as one Chinese phrase: corrected years,
    /// closures of days that lay within. `None`: it could not be counted, its last year was not loaded.
    pub fn cause(&self, before: Option<&Self>) -> String {
        let mut causes = Vec::new();
        for used in &self.calendars {
            let is_cause = match before {
                Some(before) => before.calendars.iter().any(|old| old.year == used.year && old != used),
                None => self.calendars.last() == Some(used),
            };
            if is_cause {
                causes.push(format!("{}年工作日历第{}版", used.year, used.version));
            }
        }
        for day in before.map_or(&[][..], |before| &before.days) {
            let now = self.closures.iter().find(|closure| closure.date == day.date);
            let is_new = now.is_some_and(|now| before.is_some_and(|before| !before.closures.contains(now)));
            if let Some(closed) = self.days.iter().find(|closed| is_new && closed.date == day.date) {
                causes.push(format!("{}临时停止办公：{}", closed.date, closed.reason));
            }
        }
        if causes.is_empty() { "工作日历变更".to_owned() } else { causes.join("、") }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use crate::{Calendar, Closure, Counted, Year};

    fn counted(calendar: &Calendar) -> Counted {
        calendar.add(date(2026, 10, 8), 1).expect("loaded")
    }

    fn close(calendar: &mut Calendar, date: Date) {
        let (authority, reason) = ("县防汛抗旱指挥部".to_owned(), "台风停工".to_owned());
        calendar.close(Closure { date, authority, reason, lifted: false, version: 1 });
    }

    /// 2026 with one more day off.
    fn corrected() -> Year {
        let (_, data) = crate::bundled_years().into_iter().last().expect("2026");
        let off = "off = [\n  { date = \"2026-10-09\", name = \"国庆节\" },";
        Year::parse(&data.replacen("off = [", off, 1)).expect("valid").with_version(2)
    }

    #[test]
    fn the_closure_that_moved_the_date_is_named_with_its_reason_and_authority() {
        let mut calendar = Calendar::bundled();
        close(&mut calendar, date(2026, 10, 9));
        let before = counted(&calendar);
        close(&mut calendar, date(2026, 10, 10));
        close(&mut calendar, date(2026, 10, 12));
        let after = counted(&calendar);
        assert_eq!(after.closures.len(), 3, "one was known, one lay beyond");
        assert_eq!(after.cause(Some(&before)), "2026-10-10临时停止办公：台风停工（县防汛抗旱指挥部）");
    }

    #[test]
    fn a_corrected_year_is_named_with_its_version_and_what_was_known_before_is_no_cause() {
        let mut calendar = Calendar::bundled();
        close(&mut calendar, date(2026, 10, 10));
        let before = counted(&calendar);
        let after = counted(&calendar.with(corrected()));
        assert_eq!(after.closures.len(), 1, "the closed Saturday came into it");
        assert_eq!(after.cause(Some(&before)), "2026年工作日历第2版");
    }

    #[test]
    fn a_first_date_is_owed_to_the_year_in_which_it_lies() {
        let next = "year = 2027\nnotice = \"示例号\"\noff = [{ date = \"2027-01-01\", name = \"元旦\" }]";
        let next = Year::parse(next).expect("valid").with_version(1);
        let after = Calendar::bundled().with(next).add(date(2026, 12, 30), 2).expect("loaded");
        assert_eq!(after.calendars.len(), 2);
        assert_eq!(after.cause(None), "2027年工作日历第1版");
    }
}
