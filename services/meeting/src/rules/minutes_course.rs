//! Joint meeting 3(5) — Course of minutes (会议纪要): drafted, circulated, signed by whoever presided, issued; issued ones never change.

use jiff::civil::Date;
use refusal::{Kind, Refusal, articles};

/// How far a version of minutes is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum MinutesCourse {
    /// 起草.
    Draft,
    /// 征求意见.
    Circulated,
    /// 已签发.
    Approved,
    /// 已印发.
    Issued,
}

/// What is done with minutes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum MinutesAct {
    /// The office writes the next version.
    Draft,
    /// The office circulates it.
    Circulate,
    /// A unit comments.
    Comment,
    /// Whoever presided signs it.
    Approve,
    /// The office issues it.
    Issue,
}

impl MinutesCourse {
    /// Every state.
    pub(crate) const ALL: [Self; 4] = [Self::Draft, Self::Circulated, Self::Approved, Self::Issued];

    /// Name in the database.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Circulated => "circulated",
            Self::Approved => "approved",
            Self::Issued => "issued",
        }
    }

    /// Refuses what cannot be done with the newest version.
    pub(crate) fn allows(self, act: MinutesAct) -> Result<(), Refusal> {
        match (self, act) {
            (Self::Draft | Self::Circulated | Self::Approved, MinutesAct::Draft)
            | (Self::Draft, MinutesAct::Circulate)
            | (Self::Circulated, MinutesAct::Comment | MinutesAct::Approve)
            | (Self::Approved, MinutesAct::Issue) => Ok(()),
            (Self::Issued, _) => Err(refused("the minutes are issued", "会议纪要已印发，不得更改")),
            (_, MinutesAct::Circulate) => {
                Err(refused("this version circulates already", "该版纪要已征求意见"))
            }
            (_, MinutesAct::Comment | MinutesAct::Approve) => {
                Err(refused("this version does not circulate", "该版纪要未在征求意见"))
            }
            (_, MinutesAct::Issue) => Err(refused(
                "minutes are issued once whoever presided has signed them",
                "会议纪要须经主持人签发后方可印发",
            )),
        }
    }
}

/// How many comments a unit makes on a version.
const MOST_COMMENTS: i64 = 20;

/// Refuses a comment after the last day for comments, and one more than a unit makes.
pub(crate) fn may_comment(until: Option<Date>, today: Date, made: i64) -> Result<(), Refusal> {
    if until.is_some_and(|until| today > until) {
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

fn refused(en: &str, zh: &str) -> Refusal {
    Refusal::precondition("MINUTES_STATE", en, zh).under(articles::MEETING_3_5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_are_drafted_circulated_signed_and_issued_and_never_changed_after() {
        let acts = [
            MinutesAct::Draft,
            MinutesAct::Circulate,
            MinutesAct::Comment,
            MinutesAct::Approve,
            MinutesAct::Issue,
        ];
        let allowed = |course: MinutesCourse| acts.map(|act| course.allows(act).is_ok());
        assert_eq!(allowed(MinutesCourse::Draft), [true, true, false, false, false]);
        assert_eq!(allowed(MinutesCourse::Circulated), [true, false, true, true, false]);
        assert_eq!(allowed(MinutesCourse::Approved), [true, false, false, false, true]);
        assert_eq!(allowed(MinutesCourse::Issued), [false; 5]);
        let refusal = MinutesCourse::Issued.allows(MinutesAct::Draft).unwrap_err();
        assert_eq!((refusal.reason, refusal.article.unwrap().zh), ("MINUTES_STATE", "联席会议制度三（五）"));
    }

    #[test]
    fn comments_are_made_by_the_last_day_and_not_without_end() {
        let until = jiff::civil::date(2026, 10, 16);
        assert!(may_comment(Some(until), until, 19).is_ok());
        assert!(may_comment(Some(until), jiff::civil::date(2026, 10, 17), 0).is_err());
        assert!(may_comment(Some(until), until, 20).is_err());
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
