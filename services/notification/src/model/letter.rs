//! A supervision letter (督办函).

use ids::{DutyId, LetterId, OfficialId, UnitCode};
use jiff::{Timestamp, civil::Date};
use proto::r#type::v1::Deadline;
use refusal::{Refusal, articles};

/// A letter of the office to a unit whose duties are late.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Letter {
    pub(crate) id: LetterId,
    /// Its number: year and place in the year.
    pub(crate) number: LetterNumber,
    /// Whom it went to.
    pub(crate) unit: UnitCode,
    /// Whose office wrote it.
    pub(crate) issued_by: UnitCode,
    pub(crate) official: OfficialId,
    pub(crate) text: String,
    pub(crate) issued_at: Timestamp,
    /// First day of the quarter in which it counts.
    pub(crate) quarter: Date,
    /// Until when it is to be answered, and why then.
    pub(crate) deadline: Deadline,
    /// The exclusive end of that.
    pub(crate) due_at: Timestamp,
    /// When it was first answered.
    pub(crate) replied_at: Option<Timestamp>,
    pub(crate) closed: Option<Closed>,
}

/// How a letter was closed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Closed {
    pub(crate) at: Timestamp,
    pub(crate) by: OfficialId,
    pub(crate) conclusion: Conclusion,
    /// Why.
    pub(crate) text: String,
}

/// What came of a letter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Conclusion {
    /// 已整改.
    Rectified,
    /// 理由成立.
    Excused,
    /// 提请联席会议.
    Referred,
    /// 撤销: it counts for nothing.
    Withdrawn,
}

/// 督办函〔year〕sequence号.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct LetterNumber {
    pub(crate) year: i16,
    pub(crate) sequence: i32,
}

/// An answer to a letter.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct LetterReply {
    pub(crate) letter: LetterId,
    pub(crate) unit: UnitCode,
    pub(crate) official: OfficialId,
    pub(crate) text: String,
    pub(crate) at: Timestamp,
}

impl Letter {
    /// The unit answers. The first answer ends its duty; others may follow until the letter is closed.
    pub(crate) fn reply(&mut self, at: Timestamp) -> Result<(), Refusal> {
        self.must_be_open()?;
        self.replied_at.get_or_insert(at);
        Ok(())
    }

    /// The office says what came of it, answered or not.
    pub(crate) fn close(&mut self, closed: Closed) -> Result<(), Refusal> {
        self.must_be_open()?;
        self.closed = Some(closed);
        Ok(())
    }

    /// 逾期: it was, or at `now` still is, not answered in time. What was closed in time was never late.
    pub(crate) fn is_late(&self, now: Timestamp) -> bool {
        let closed_at = self.closed.as_ref().map(|closed| closed.at);
        self.replied_at.or(closed_at).unwrap_or(now) >= self.due_at
    }

    /// The duty to answer it.
    pub(crate) fn duty(&self) -> DutyId {
        DutyId::of("L1", self.id.0)
    }

    fn must_be_open(&self) -> Result<(), Refusal> {
        if self.closed.is_none() {
            return Ok(());
        }
        Err(Refusal::precondition("LETTER_CLOSED", "the letter is closed", "该督办函已办结")
            .under(articles::ART_28))
    }
}

impl Conclusion {
    const ALL: [Self; 4] = [Self::Rectified, Self::Excused, Self::Referred, Self::Withdrawn];

    /// Name in the database.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Rectified => "rectified",
            Self::Excused => "excused",
            Self::Referred => "referred",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The conclusion of a name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|conclusion| conclusion.name() == name)
    }
}

impl std::fmt::Display for LetterNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "督办函〔{}〕{}号", self.year, self.sequence)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn letter() -> Letter {
        Letter {
            id: LetterId::generate(),
            number: LetterNumber { year: 2026, sequence: 3 },
            unit: "scjgj".parse().unwrap(),
            issued_by: "xzspj".parse().unwrap(),
            official: "xzspj-overseer".parse().unwrap(),
            text: "请办理".to_owned(),
            issued_at: at("2026-10-12T09:00:00+08:00"),
            quarter: "2026-10-01".parse().unwrap(),
            deadline: Deadline::default(),
            due_at: at("2026-10-16T00:00:00+08:00"),
            replied_at: None,
            closed: None,
        }
    }

    fn closed(time: &str) -> Closed {
        let by = "xzspj-overseer".parse().unwrap();
        Closed { at: at(time), by, conclusion: Conclusion::Rectified, text: "已认领".to_owned() }
    }

    #[test]
    fn the_first_answer_counts_and_others_may_follow_until_it_is_closed() {
        let mut letter = letter();
        letter.reply(at("2026-10-15T23:59:59+08:00")).unwrap();
        letter.reply(at("2026-10-17T09:00:00+08:00")).unwrap();
        assert!(!letter.is_late(at("2026-10-20T09:00:00+08:00")));
        letter.close(closed("2026-10-18T09:00:00+08:00")).unwrap();
        assert_eq!(letter.reply(at("2026-10-18T09:00:01+08:00")).unwrap_err().reason, "LETTER_CLOSED");
        assert_eq!(letter.close(closed("2026-10-19T09:00:00+08:00")).unwrap_err().reason, "LETTER_CLOSED");
    }

    #[test]
    fn it_is_late_from_the_end_of_its_day_on_unless_it_was_closed_before() {
        let mut letter = letter();
        assert!(!letter.is_late(at("2026-10-15T23:59:59+08:00")));
        assert!(letter.is_late(at("2026-10-16T00:00:00+08:00")));
        letter.close(closed("2026-10-14T09:00:00+08:00")).unwrap();
        assert!(!letter.is_late(at("2026-10-20T09:00:00+08:00")));
        assert_eq!(letter.number.to_string(), "督办函〔2026〕3号");
    }
}
