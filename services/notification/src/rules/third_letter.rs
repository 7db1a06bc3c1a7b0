//! Art. 28 — The third supervision letter (督办函) to one unit in one quarter: a topic is proposed to the joint meeting. Proposed, not
//! decided: whether it is discussed is for its chief convener (总召集人) to say.

use jiff::civil::{Date, date};

/// So many letters in a quarter.
const LETTERS: i64 = 3;

/// The first day of a day's quarter.
pub(crate) fn quarter_of(day: Date) -> Date {
    date(day.year(), (day.month() - 1) / 3 * 3 + 1, 1)
}

/// Whether a topic is proposed, given how many letters of the quarter count: none that was withdrawn.
pub(crate) fn proposes_a_topic(letters: i64) -> bool {
    letters >= LETTERS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_third_letter_proposes_a_topic() {
        assert_eq!([1, 2, 3, 4].map(proposes_a_topic), [false, false, true, true]);
    }

    #[test]
    fn quarters_begin_with_their_first_month() {
        for (day, first) in [
            (date(2026, 1, 1), date(2026, 1, 1)),
            (date(2026, 3, 31), date(2026, 1, 1)),
            (date(2026, 4, 1), date(2026, 4, 1)),
            (date(2026, 12, 31), date(2026, 10, 1)),
        ] {
            assert_eq!(quarter_of(day), first);
        }
    }
}
