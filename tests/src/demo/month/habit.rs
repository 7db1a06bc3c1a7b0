//! When a bureau claims.

/// A bureau's habit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Habit {
    /// On the next working morning: in time.
    EveryMorning,
    /// On every third morning: often late.
    EveryThirdMorning,
    /// Never: everything becomes overdue.
    Never,
}

impl Habit {
    /// The habit of a unit. They are made up, as is everything in the sample.
    pub(super) fn of(unit: &str) -> Self {
        match unit {
            "xwtzb" => Self::Never,
            "whlyj" | "sfj" | "tyb" => Self::EveryThirdMorning,
            _ => Self::EveryMorning,
        }
    }

    /// Whether it claims on the working day with this number.
    pub(super) fn claims_on(self, number: usize) -> bool {
        match self {
            Self::EveryMorning => true,
            Self::EveryThirdMorning => number.is_multiple_of(3),
            Self::Never => false,
        }
    }
}
