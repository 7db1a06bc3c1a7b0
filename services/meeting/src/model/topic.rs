//! A topic (议题). Joint meeting 3(2): the office summarises and submits it, the chief convener consents or returns it; nothing is
//! discussed without that consent, and what has it keeps the words that it was submitted with.

use ids::{MatterId, MeetingId, OfficialId, TopicId, UnitCode};
use jiff::Timestamp;
use proto::words::meeting::{self as words, MatterKind, TopicKind};
use refusal::{Refusal, articles};

use super::Step;

/// What is to be discussed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Topic {
    pub(crate) id: TopicId,
    pub(crate) origin: Origin,
    pub(crate) kind: TopicKind,
    pub(crate) title: String,
    pub(crate) text: String,
    /// Units that it concerns.
    pub(crate) units: Vec<UnitCode>,
    pub(crate) collected_at: Timestamp,
    pub(crate) state: TopicState,
}

/// Where a topic comes from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Origin {
    /// A unit proposed it.
    Unit { unit: UnitCode, official: OfficialId },
    /// The platform could not settle it (提请事项).
    Matter(Matter),
}

/// A matter that another service raised.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Matter {
    pub(crate) id: MatterId,
    pub(crate) kind: MatterKind,
    /// The service that raised it, and waits for the ruling.
    pub(crate) raised_by: String,
    /// Ids of what it rests on, there.
    pub(crate) sources: Vec<String>,
}

/// The states of a topic.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum TopicState {
    Collected,
    Summarised(Summary),
    /// It lies with the chief convener.
    Submitted(Summary),
    Approved(Summary),
    /// The chief convener returned it, for this reason.
    Returned(Summary, String),
    Scheduled(Summary, MeetingId),
    /// The minutes of the meeting are issued.
    Concluded(Summary, MeetingId),
}

/// What is to be decided, and who brought the topic where it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Summary {
    pub(crate) text: String,
    pub(crate) step: Step,
}

/// A step of a topic, as it was taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct TopicStep {
    /// Where it led.
    pub(crate) state: words::TopicState,
    /// None: the platform.
    pub(crate) by: Option<OfficialId>,
    pub(crate) at: Timestamp,
    /// The summary as it was then, or why it was returned.
    pub(crate) text: Option<String>,
}

impl Topic {
    /// The office says what is to be decided, before it submits the topic and after it is returned.
    pub(crate) fn summarise(&mut self, step: Step, text: String) -> Result<(), Refusal> {
        match self.state {
            TopicState::Collected | TopicState::Summarised(_) | TopicState::Returned(..) => {
                self.state = TopicState::Summarised(Summary { text, step });
                Ok(())
            }
            _ => Err(refused(
                "the topic lies with the chief convener, or has the consent",
                "该议题已报总召集人或已获同意",
            )),
        }
    }

    /// The office submits it to the chief convener.
    pub(crate) fn submit(&mut self, step: Step) -> Result<(), Refusal> {
        let TopicState::Summarised(summary) = &self.state else {
            return Err(refused(
                "a topic is submitted once it is summarised",
                "议题须经汇总后方可报总召集人",
            ));
        };
        self.state = TopicState::Submitted(summary.brought_by(step));
        Ok(())
    }

    /// The chief convener consents.
    pub(crate) fn approve(&mut self, step: Step) -> Result<(), Refusal> {
        self.state = TopicState::Approved(self.submitted()?.brought_by(step));
        Ok(())
    }

    /// The chief convener returns it.
    pub(crate) fn send_back(&mut self, step: Step, reason: String) -> Result<(), Refusal> {
        self.state = TopicState::Returned(self.submitted()?.brought_by(step), reason);
        Ok(())
    }

    /// The office puts it on the agenda of a meeting.
    pub(crate) fn schedule(&mut self, step: Step, meeting: MeetingId) -> Result<(), Refusal> {
        match &self.state {
            TopicState::Approved(summary) => {
                self.state = TopicState::Scheduled(summary.brought_by(step), meeting);
                Ok(())
            }
            TopicState::Scheduled(..) | TopicState::Concluded(..) => {
                Err(refused("the topic is on an agenda already", "该议题已列入议程"))
            }
            _ => Err(refused(
                "nothing is discussed without the chief convener's consent",
                "未经总召集人同意的议题不得上会",
            )),
        }
    }

    /// Its meeting is cancelled, or did not come to it: the consent stays.
    pub(crate) fn unschedule(&mut self, step: Step) -> Result<(), Refusal> {
        self.state = TopicState::Approved(self.scheduled()?.brought_by(step));
        Ok(())
    }

    /// The minutes of its meeting are issued.
    pub(crate) fn conclude(&mut self, step: Step, meeting: MeetingId) -> Result<(), Refusal> {
        self.state = TopicState::Concluded(self.scheduled()?.brought_by(step), meeting);
        Ok(())
    }

    fn submitted(&self) -> Result<&Summary, Refusal> {
        let TopicState::Submitted(summary) = &self.state else {
            return Err(refused("the topic was not submitted to the chief convener", "该议题未报总召集人"));
        };
        Ok(summary)
    }

    fn scheduled(&self) -> Result<&Summary, Refusal> {
        let TopicState::Scheduled(summary, _) = &self.state else {
            return Err(refused("the topic is on no agenda", "该议题未列入议程"));
        };
        Ok(summary)
    }
}

impl Summary {
    fn brought_by(&self, step: Step) -> Self {
        Self { text: self.text.clone(), step }
    }
}

impl TopicState {
    /// The state without its facts.
    pub(crate) fn word(&self) -> words::TopicState {
        match self {
            Self::Collected => words::TopicState::Collected,
            Self::Summarised(_) => words::TopicState::Summarised,
            Self::Submitted(_) => words::TopicState::Submitted,
            Self::Approved(_) => words::TopicState::Approved,
            Self::Returned(..) => words::TopicState::Returned,
            Self::Scheduled(..) => words::TopicState::Scheduled,
            Self::Concluded(..) => words::TopicState::Concluded,
        }
    }

    /// What is to be decided, once the office has said it.
    pub(crate) fn summary(&self) -> Option<&Summary> {
        match self {
            Self::Collected => None,
            Self::Summarised(summary)
            | Self::Submitted(summary)
            | Self::Approved(summary)
            | Self::Returned(summary, _)
            | Self::Scheduled(summary, _)
            | Self::Concluded(summary, _) => Some(summary),
        }
    }

    /// Why it was returned.
    pub(crate) fn return_reason(&self) -> Option<&str> {
        if let Self::Returned(_, reason) = self { Some(reason) } else { None }
    }

    /// On whose agenda it is, or was discussed.
    pub(crate) fn meeting(&self) -> Option<MeetingId> {
        match self {
            Self::Scheduled(_, meeting) | Self::Concluded(_, meeting) => Some(*meeting),
            _ => None,
        }
    }
}

fn refused(en: &str, zh: &str) -> Refusal {
    Refusal::precondition("TOPIC_STATE", en, zh).under(articles::MEETING_3_2)
}
