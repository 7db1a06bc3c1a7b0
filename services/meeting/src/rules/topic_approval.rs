//! Joint meeting 3(2) — Consent to topics (议题报总召集人同意): the office summarises and submits, the chief convener consents or returns;
//! nothing is discussed without that consent.

use refusal::{Refusal, articles};

/// How far a topic is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Stage {
    /// 已征集.
    Collected,
    /// 已汇总.
    Summarised,
    /// 已报总召集人.
    Submitted,
    /// 同意.
    Approved,
    /// 退回.
    Returned,
    /// 列入议程.
    Scheduled,
    /// 已议.
    Concluded,
}

/// What is done with a topic.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Act {
    /// The office says what is to be decided.
    Summarise,
    /// The office submits it.
    Submit,
    /// The chief convener consents.
    Approve,
    /// The chief convener returns it.
    Return,
    /// The office puts it on an agenda.
    Schedule,
    /// Its meeting is cancelled.
    Unschedule,
    /// The minutes of its meeting are issued.
    Conclude,
}

impl Stage {
    /// Every stage.
    pub(crate) const ALL: [Self; 7] = [
        Self::Collected,
        Self::Summarised,
        Self::Submitted,
        Self::Approved,
        Self::Returned,
        Self::Scheduled,
        Self::Concluded,
    ];

    /// Name in the database.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Collected => "collected",
            Self::Summarised => "summarised",
            Self::Submitted => "submitted",
            Self::Approved => "approved",
            Self::Returned => "returned",
            Self::Scheduled => "scheduled",
            Self::Concluded => "concluded",
        }
    }

    /// Where an act leads from here.
    pub(crate) fn after(self, act: Act) -> Result<Self, Refusal> {
        match (self, act) {
            (Self::Collected | Self::Summarised | Self::Returned, Act::Summarise) => Ok(Self::Summarised),
            (Self::Summarised, Act::Submit) => Ok(Self::Submitted),
            (Self::Submitted, Act::Approve) | (Self::Scheduled, Act::Unschedule) => Ok(Self::Approved),
            (Self::Submitted, Act::Return) => Ok(Self::Returned),
            (Self::Approved, Act::Schedule) => Ok(Self::Scheduled),
            (Self::Scheduled, Act::Conclude) => Ok(Self::Concluded),
            (_, Act::Summarise) => Err(refused(
                "the topic lies with the chief convener, or has the consent",
                "该议题已报总召集人或已获同意",
            )),
            (_, Act::Submit) => {
                Err(refused("a topic is submitted once it is summarised", "议题须经汇总后方可报总召集人"))
            }
            (_, Act::Approve | Act::Return) => {
                Err(refused("the topic was not submitted to the chief convener", "该议题未报总召集人"))
            }
            (Self::Scheduled | Self::Concluded, Act::Schedule) => {
                Err(refused("the topic is on an agenda already", "该议题已列入议程"))
            }
            (_, Act::Schedule) => Err(refused(
                "nothing is discussed without the chief convener's consent",
                "未经总召集人同意的议题不得上会",
            )),
            (_, Act::Unschedule | Act::Conclude) => {
                Err(refused("the topic is on no agenda", "该议题未列入议程"))
            }
        }
    }
}

fn refused(en: &str, zh: &str) -> Refusal {
    Refusal::precondition("TOPIC_STATE", en, zh).under(articles::MEETING_3_2)
}

#[cfg(test)]
mod tests {
    use super::{
        Stage::{Approved, Collected, Concluded, Returned, Scheduled, Submitted, Summarised},
        *,
    };

    #[test]
    fn a_topic_is_summarised_submitted_and_consented_to_in_this_order_and_no_other() {
        let acts = [Act::Summarise, Act::Submit, Act::Approve, Act::Return];
        let next = |stage: Stage| acts.map(|act| stage.after(act).ok());
        assert_eq!(next(Collected), [Some(Summarised), None, None, None]);
        assert_eq!(next(Summarised), [Some(Summarised), Some(Submitted), None, None]);
        assert_eq!(next(Submitted), [None, None, Some(Approved), Some(Returned)]);
        assert_eq!(next(Returned), [Some(Summarised), None, None, None]);
        for had in [Approved, Scheduled, Concluded] {
            assert_eq!(next(had), [None; 4], "what has the consent stays as it was submitted");
        }
        let agenda = [Act::Schedule, Act::Unschedule, Act::Conclude];
        for stage in Stage::ALL {
            let expected = match stage {
                Approved => [Some(Scheduled), None, None],
                Scheduled => [None, Some(Approved), Some(Concluded)],
                _ => [None; 3],
            };
            assert_eq!(agenda.map(|act| stage.after(act).ok()), expected, "{stage:?}");
        }
        let refusal = Collected.after(Act::Approve).unwrap_err();
        assert_eq!(
            (refusal.reason, refusal.zh_with_article().contains("联席会议制度三（二）")),
            ("TOPIC_STATE", true)
        );
    }
}
