//! The calendars that come with the program: a start only. Later notices are loaded as data.

use crate::{Calendar, Year};

/// The years that come with the program, as number and TOML text.
pub fn bundled_years() -> [(i32, &'static str); 7] {
    [
        (2020, include_str!("../data/calendar/2020.toml")),
        (2021, include_str!("../data/calendar/2021.toml")),
        (2022, include_str!("../data/calendar/2022.toml")),
        (2023, include_str!("../data/calendar/2023.toml")),
        (2024, include_str!("../data/calendar/2024.toml")),
        (2025, include_str!("../data/calendar/2025.toml")),
        (2026, include_str!("../data/calendar/2026.toml")),
    ]
}

impl Calendar {
    /// The calendar of the bundled years.
    pub fn bundled() -> Self {
        let mut calendar = Self::new();
        for year in bundled_years().into_iter().filter_map(|(_, text)| Year::parse(text).ok()) {
            calendar.insert(year);
        }
        calendar
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bundled_file_is_a_valid_calendar_of_its_year() {
        for (number, text) in bundled_years() {
            assert_eq!(Year::parse(text).expect("valid").year(), number);
        }
    }
}
