//! What an event must say of itself before it may leave a service.

/// The verb of a subject; see `docs/EVENTS.md`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verb {
    /// 推送.
    Push,
    /// 认领.
    Claim,
    /// 退回.
    Return,
    /// 时限义务.
    Duty,
    /// 在途核对.
    Transit,
    /// 提请事项 for the joint meeting.
    Matter,
    /// 联席会议通知.
    Announcement,
    /// 目录 and calendar.
    Directory,
    /// 回执.
    Receipt,
}

impl Verb {
    /// Its token in a subject.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Push => "push",
            Self::Claim => "claim",
            Self::Return => "return",
            Self::Duty => "duty",
            Self::Transit => "transit",
            Self::Matter => "matter",
            Self::Announcement => "announcement",
            Self::Directory => "directory",
            Self::Receipt => "receipt",
        }
    }
}

/// A protobuf message that may leave a service, declared once, in `events`.
pub trait Event: prost::Message + Default + 'static {
    /// Snake-case name in the past tense, for example `push_sent`: the last token of the subject and the key
    /// of the handler. Never reused for another meaning.
    const NAME: &'static str;
    /// The verb of its subject.
    const VERB: Verb;
    /// Names of the services that must have it when `sender` says it.
    fn receivers(sender: &str) -> &'static [&'static str];
}
