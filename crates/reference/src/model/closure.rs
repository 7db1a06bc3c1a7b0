//! Local closures. A lifted one stays, so that an older event cannot bring it back.

use jiff::civil::Date;
use proto::reference::v1 as wire;
use refusal::Refusal;

use crate::model::fields::Fields;

/// A local closure (临时停止办公), for example for a storm: the day does not count.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Closure {
    /// The day that does not count.
    pub date: Date,
    /// Who closed.
    pub authority: String,
    /// The reason, as it is told with dates.
    pub reason: String,
    /// Taken back: the day counts as if there had been none. The row stays, so that its version is not forgotten.
    pub lifted: bool,
    /// Grows with each change; 0 while it was never saved.
    pub version: i64,
}

impl Closure {
    /// The most characters that the name of an authority may have.
    pub const LONGEST_AUTHORITY: usize = 64;
    /// The most characters that a reason may have.
    pub const LONGEST_REASON: usize = 200;
}

impl TryFrom<wire::Closure> for Closure {
    type Error = Refusal;

    fn try_from(closure: wire::Closure) -> Result<Self, Refusal> {
        let mut fields = Fields::of("closure");
        let date = closure.date.parse().ok();
        if date.is_none() {
            fields.wrong("date", "format", "is not a day as YYYY-MM-DD", "日期格式应为YYYY-MM-DD");
        }
        let authority = fields.line("authority", &closure.authority, Self::LONGEST_AUTHORITY);
        let reason = fields.line("reason", &closure.reason, Self::LONGEST_REASON);
        let version = fields.version(closure.version);
        fields.end(date.map(|date| Self { date, authority, reason, lifted: closure.lifted, version }))
    }
}

impl From<Closure> for wire::Closure {
    fn from(closure: Closure) -> Self {
        Self {
            date: closure.date.to_string(),
            authority: closure.authority,
            reason: closure.reason,
            lifted: closure.lifted,
            version: closure.version,
        }
    }
}

/// The closure as the working-day engine takes it.
impl From<Closure> for workdays::Closure {
    fn from(closure: Closure) -> Self {
        let Closure { date, authority, reason, lifted, version } = closure;
        Self { date, authority, reason, lifted, version }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn storm() -> wire::Closure {
        wire::Closure {
            date: "2026-10-12".to_owned(),
            authority: "县防汛抗旱指挥部".to_owned(),
            reason: "台风停工".to_owned(),
            lifted: true,
            version: 2,
        }
    }

    #[test]
    fn a_closure_survives_the_wire() {
        assert_eq!(wire::Closure::from(Closure::try_from(storm()).unwrap()), storm());
    }

    #[test]
    fn a_closure_names_its_day_its_authority_and_its_reason() {
        let refused =
            |closure: wire::Closure| Closure::try_from(closure).unwrap_err().violations[0].field.clone();
        assert_eq!(refused(wire::Closure { date: "12.10.2026".to_owned(), ..storm() }), "closure.date");
        assert_eq!(refused(wire::Closure { authority: " ".to_owned(), ..storm() }), "closure.authority");
        assert_eq!(refused(wire::Closure { authority: "县".repeat(65), ..storm() }), "closure.authority");
        assert_eq!(refused(wire::Closure { reason: "雨\u{202e}".to_owned(), ..storm() }), "closure.reason");
        assert_eq!(refused(wire::Closure { reason: "雨".repeat(201), ..storm() }), "closure.reason");
        assert_eq!(refused(wire::Closure { version: -1, ..storm() }), "closure.version");
    }
}
