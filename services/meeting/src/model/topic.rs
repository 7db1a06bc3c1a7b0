//! A topic (议题).

use ids::{MatterId, MeetingId, OfficialId, TopicId, UnitCode};
use jiff::Timestamp;
use refusal::Refusal;

use crate::rules::topic_approval::{Act, Stage};

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

/// Why a matter was raised.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum MatterKind {
    /// 一季度内第三封督办函.
    ThirdLetter,
}

/// What a topic is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum TopicKind {
    /// 政策统筹.
    Policy,
    /// 信息共享.
    InformationSharing,
    /// 重大事项会商.
    MajorMatter,
    /// 职责争议.
    DutyDispute,
    /// 督办.
    Supervision,
    /// 其他.
    Other,
}

/// The states of a topic.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum TopicState {
    /// 已征集.
    Collected,
    /// 已汇总.
    Summarised { summary: String, step: Step },
    /// 已报总召集人.
    Submitted { summary: String, step: Step },
    /// 总召集人同意.
    Approved { summary: String, step: Step },
    /// 总召集人退回.
    Returned { summary: String, step: Step, reason: String },
    /// 列入议程.
    Scheduled { summary: String, step: Step, meeting: MeetingId },
    /// 已议: the minutes of the meeting are issued.
    Concluded { summary: String, step: Step, meeting: MeetingId },
}

/// Who brought it there, and when.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Step {
    pub(crate) by: OfficialId,
    pub(crate) at: Timestamp,
}

/// A step of a topic, as it was taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct TopicStep {
    /// Where it led.
    pub(crate) stage: Stage,
    /// None: the platform.
    pub(crate) by: Option<OfficialId>,
    pub(crate) at: Timestamp,
    /// The summary as it was then, or why it was returned.
    pub(crate) text: Option<String>,
}

impl Topic {
    /// The office says what is to be decided.
    pub(crate) fn summarise(&mut self, summary: String, step: Step) -> Result<(), Refusal> {
        self.state.stage().after(Act::Summarise)?;
        self.state = TopicState::Summarised { summary, step };
        Ok(())
    }

    /// The office submits it to the chief convener.
    pub(crate) fn submit(&mut self, step: Step) -> Result<(), Refusal> {
        let summary = self.summary_after(Act::Submit)?;
        self.state = TopicState::Submitted { summary, step };
        Ok(())
    }

    /// The chief convener consents.
    pub(crate) fn approve(&mut self, step: Step) -> Result<(), Refusal> {
        let summary = self.summary_after(Act::Approve)?;
        self.state = TopicState::Approved { summary, step };
        Ok(())
    }

    /// The chief convener returns it.
    pub(crate) fn send_back(&mut self, step: Step, reason: String) -> Result<(), Refusal> {
        let summary = self.summary_after(Act::Return)?;
        self.state = TopicState::Returned { summary, step, reason };
        Ok(())
    }

    /// The office puts it on the agenda of a meeting.
    pub(crate) fn schedule(&mut self, step: Step, meeting: MeetingId) -> Result<(), Refusal> {
        let summary = self.summary_after(Act::Schedule)?;
        self.state = TopicState::Scheduled { summary, step, meeting };
        Ok(())
    }

    /// Its meeting is cancelled: the consent stays.
    pub(crate) fn unschedule(&mut self, step: Step) -> Result<(), Refusal> {
        let summary = self.summary_after(Act::Unschedule)?;
        self.state = TopicState::Approved { summary, step };
        Ok(())
    }

    /// The minutes of its meeting are issued.
    pub(crate) fn conclude(&mut self, step: Step, meeting: MeetingId) -> Result<(), Refusal> {
        let summary = self.summary_after(Act::Conclude)?;
        self.state = TopicState::Concluded { summary, step, meeting };
        Ok(())
    }

    fn summary_after(&self, act: Act) -> Result<String, Refusal> {
        self.state.stage().after(act)?;
        Ok(self.state.summary().unwrap_or_default().to_owned())
    }
}

impl TopicState {
    /// How far it is.
    pub(crate) fn stage(&self) -> Stage {
        match self {
            Self::Collected => Stage::Collected,
            Self::Summarised { .. } => Stage::Summarised,
            Self::Submitted { .. } => Stage::Submitted,
            Self::Approved { .. } => Stage::Approved,
            Self::Returned { .. } => Stage::Returned,
            Self::Scheduled { .. } => Stage::Scheduled,
            Self::Concluded { .. } => Stage::Concluded,
        }
    }

    /// What is to be decided.
    pub(crate) fn summary(&self) -> Option<&str> {
        match self {
            Self::Collected => None,
            Self::Summarised { summary, .. }
            | Self::Submitted { summary, .. }
            | Self::Approved { summary, .. }
            | Self::Returned { summary, .. }
            | Self::Scheduled { summary, .. }
            | Self::Concluded { summary, .. } => Some(summary),
        }
    }

    /// Who brought it there, and when.
    pub(crate) fn step(&self) -> Option<&Step> {
        match self {
            Self::Collected => None,
            Self::Summarised { step, .. }
            | Self::Submitted { step, .. }
            | Self::Approved { step, .. }
            | Self::Returned { step, .. }
            | Self::Scheduled { step, .. }
            | Self::Concluded { step, .. } => Some(step),
        }
    }

    /// Why it was returned.
    pub(crate) fn return_reason(&self) -> Option<&str> {
        if let Self::Returned { reason, .. } = self { Some(reason) } else { None }
    }

    /// On whose agenda it is, or was discussed.
    pub(crate) fn meeting(&self) -> Option<MeetingId> {
        match self {
            Self::Scheduled { meeting, .. } | Self::Concluded { meeting, .. } => Some(*meeting),
            _ => None,
        }
    }
}

impl TopicKind {
    const ALL: [Self; 6] = [
        Self::Policy,
        Self::InformationSharing,
        Self::MajorMatter,
        Self::DutyDispute,
        Self::Supervision,
        Self::Other,
    ];

    /// Name in the database.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Policy => "policy",
            Self::InformationSharing => "information_sharing",
            Self::MajorMatter => "major_matter",
            Self::DutyDispute => "duty_dispute",
            Self::Supervision => "supervision",
            Self::Other => "other",
        }
    }

    /// The kind of a name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

impl MatterKind {
    /// Name in the database.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::ThirdLetter => "third_letter",
        }
    }

    /// The kind of a name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        (name == Self::ThirdLetter.name()).then_some(Self::ThirdLetter)
    }

    /// What a topic about such a matter is about.
    pub(crate) fn topic(self) -> TopicKind {
        match self {
            Self::ThirdLetter => TopicKind::Supervision,
        }
    }
}
