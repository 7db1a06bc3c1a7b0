//! Art. 28 — A supervision letter (督办函) is answered until the office closes it; only the first answer is in time or late.

use ids::{DutyId, LetterId, OfficialId, UnitCode};
use jiff::{Timestamp, civil::Date};
use numbers::{PaperNumber, Series};
use proto::{
    r#type::v1::Deadline,
    words::notification::{LetterConclusion, LetterState},
};
use refusal::{Refusal, articles};

/// Letters are numbered for the whole county.
pub(crate) const LETTERS: Series<'static> = Series { unit: None, word: "督办函" };

/// A letter of the office to a unit whose duties are late.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Letter {
    pub(crate) id: LetterId,
    /// 督办函〔2026〕3号.
    pub(crate) number: PaperNumber,
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
    pub(crate) conclusion: LetterConclusion,
    /// The office's reasons.
    pub(crate) text: String,
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

    /// How far it is.
    pub(crate) fn state(&self) -> LetterState {
        match (&self.closed, self.replied_at) {
            (Some(_), _) => LetterState::Closed,
            (None, Some(_)) => LetterState::Replied,
            (None, None) => LetterState::Issued,
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn letter() -> Letter {
        Letter {
            id: LetterId::generate(),
            number: LETTERS.number(2026, 3),
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
        Closed { at: at(time), by, conclusion: LetterConclusion::Rectified, text: "已认领".to_owned() }
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
