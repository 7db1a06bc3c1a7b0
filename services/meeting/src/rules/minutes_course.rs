//! Joint meeting 3(5) — Course of minutes (会议纪要): drafted, circulated, signed by whoever presided, issued; issued ones never change.
//!
//! What its state allows is said where the state is: `model/minutes.rs`.

use jiff::civil::Date;
use refusal::{Kind, Refusal, articles};

/// How many comments a unit makes on a version.
const MOST_COMMENTS: usize = 20;

/// Refuses a comment after the last day for comments, and one more than a unit makes.
pub(crate) fn may_comment(until: Date, today: Date, made: usize) -> Result<(), Refusal> {
    if today > until {
        return Err(refused("the last day for comments has passed", "征求意见期限已过"));
    }
    if made >= MOST_COMMENTS {
        let (en, zh) =
            (format!("at most {MOST_COMMENTS} comments"), format!("最多提出{MOST_COMMENTS}条意见"));
        return Err(refused(&en, &zh));
    }
    Ok(())
}

/// Refuses to sign another version than the one that was read.
pub(crate) fn must_be_version(read: i32, newest: i32) -> Result<(), Refusal> {
    if read == newest {
        return Ok(());
    }
    let (en, zh) = (format!("the newest version is {newest}"), format!("当前为第{newest}版"));
    Err(Refusal::new(Kind::Conflict, "VERSION_CONFLICT", en, zh).with("version", newest))
}

/// Refuses minutes that say otherwise of who was there than what was recorded since.
pub(crate) fn must_say_who_was_there(is_so: bool) -> Result<(), Refusal> {
    if is_so {
        return Ok(());
    }
    let en = "who was there was recorded otherwise since: draft the minutes again";
    Err(refused(en, "到会情况已有变更，请重新起草会议纪要"))
}

/// A refusal under this rule.
pub(crate) fn refused(en: &str, zh: &str) -> Refusal {
    Refusal::precondition("MINUTES_STATE", en, zh).under(articles::MEETING_3_5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_made_by_the_last_day_and_not_without_end() {
        let until = jiff::civil::date(2026, 10, 16);
        assert!(may_comment(until, until, 19).is_ok());
        assert!(may_comment(until, jiff::civil::date(2026, 10, 17), 0).is_err());
        assert!(may_comment(until, until, 20).is_err());
    }

    #[test]
    fn minutes_say_who_was_there_as_it_is_recorded() {
        assert!(must_say_who_was_there(true).is_ok());
        assert_eq!(must_say_who_was_there(false).unwrap_err().reason, "MINUTES_STATE");
    }

    #[test]
    fn what_is_signed_is_what_was_read() {
        assert!(must_be_version(2, 2).is_ok());
        assert_eq!(must_be_version(1, 2).unwrap_err().reason, "VERSION_CONFLICT");
    }
}
