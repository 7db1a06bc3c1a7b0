//! Who may call the RPCs of notification.

use shell::{OfficialNeeded, Role, Rule};

const fn reading(rpc: &'static str) -> Rule {
    Rule { rpc, roles: &Role::ALL, official: OfficialNeeded::No }
}

const fn acting(rpc: &'static str, roles: &'static [Role]) -> Rule {
    Rule { rpc, roles, official: OfficialNeeded::Yes }
}

/// The policy rows of DutyService, ReminderService, NoticeService,
/// SubscriptionService and SupervisionLetterService.
pub const POLICY: &[Rule] = &[
    reading(paths::LIST_DUTY_KINDS),
    reading(paths::LIST_DUTIES),
    reading(paths::GET_DUTY),
    reading(paths::COUNT_DUTIES),
    reading(paths::WATCH_DUTIES),
    acting(paths::EXPLAIN_LATENESS, ANSWERING),
    acting(paths::RECORD_FINDING, &[Role::Overseer]),
    reading(paths::LIST_REMINDER_PLANS),
    reading(paths::SIMULATE_REMINDERS),
    acting(paths::SILENCE_REMINDERS, &[Role::Leader]),
    acting(paths::END_SILENCE, &[Role::Leader]),
    reading(paths::LIST_SILENCES),
    acting(paths::NAME_DEPUTY, &Role::ALL),
    acting(paths::END_DEPUTY, &Role::ALL),
    reading(paths::LIST_DEPUTIES),
    reading(paths::LIST_NOTICES),
    reading(paths::WATCH_NOTICES),
    reading(paths::REPORT_NOTICES),
    reading(paths::GET_NOTICE),
    acting(paths::MARK_NOTICES_READ, &Role::ALL),
    acting(paths::CREATE_SUBSCRIPTION, SUBSCRIBERS),
    acting(paths::VERIFY_SUBSCRIPTION, SUBSCRIBERS),
    acting(paths::DISABLE_SUBSCRIPTION, SUBSCRIBERS),
    acting(paths::ENABLE_SUBSCRIPTION, SUBSCRIBERS),
    acting(paths::TEST_SUBSCRIPTION, SUBSCRIBERS),
    acting(paths::ROTATE_SIGNING_KEY, SUBSCRIBERS),
    acting(paths::RECOVER_SUBSCRIPTION, SUBSCRIBERS),
    reading(paths::PREVIEW_MESSAGES),
    reading(paths::LIST_SUBSCRIPTIONS),
    reading(paths::LIST_DISPATCHES),
    reading(paths::GET_DISPATCH),
    acting(paths::RESEND_DISPATCH, SUBSCRIBERS),
    acting(paths::ISSUE_LETTER, &[Role::Overseer]),
    acting(paths::REPLY_TO_LETTER, ANSWERING),
    acting(paths::CLOSE_LETTER, &[Role::Overseer]),
    reading(paths::GET_LETTER),
    reading(paths::LIST_LETTERS),
    reading(paths::LIST_ANNOUNCEMENTS),
];

/// Who answers for a unit.
const ANSWERING: &[Role] = &[Role::Approver, Role::Claimant, Role::Liaison, Role::Leader];

/// Who says where a unit's notices go: whoever works with them.
const SUBSCRIBERS: &[Role] =
    &[Role::Approver, Role::Claimant, Role::PlatformAdmin, Role::Overseer, Role::Liaison, Role::Leader];

/// Paths of the RPCs.
pub(crate) mod paths {
    pub(crate) const LIST_DUTY_KINDS: &str = "/shenguan.notification.v1.DutyService/ListDutyKinds";
    pub(crate) const LIST_DUTIES: &str = "/shenguan.notification.v1.DutyService/ListDuties";
    pub(crate) const GET_DUTY: &str = "/shenguan.notification.v1.DutyService/GetDuty";
    pub(crate) const COUNT_DUTIES: &str = "/shenguan.notification.v1.DutyService/CountDuties";
    pub(crate) const WATCH_DUTIES: &str = "/shenguan.notification.v1.DutyService/WatchDuties";
    pub(crate) const EXPLAIN_LATENESS: &str = "/shenguan.notification.v1.DutyService/ExplainLateness";
    pub(crate) const RECORD_FINDING: &str = "/shenguan.notification.v1.DutyService/RecordFinding";
    pub(crate) const LIST_REMINDER_PLANS: &str =
        "/shenguan.notification.v1.ReminderService/ListReminderPlans";
    pub(crate) const SIMULATE_REMINDERS: &str = "/shenguan.notification.v1.ReminderService/SimulateReminders";
    pub(crate) const SILENCE_REMINDERS: &str = "/shenguan.notification.v1.ReminderService/SilenceReminders";
    pub(crate) const END_SILENCE: &str = "/shenguan.notification.v1.ReminderService/EndSilence";
    pub(crate) const LIST_SILENCES: &str = "/shenguan.notification.v1.ReminderService/ListSilences";
    pub(crate) const NAME_DEPUTY: &str = "/shenguan.notification.v1.ReminderService/NameDeputy";
    pub(crate) const END_DEPUTY: &str = "/shenguan.notification.v1.ReminderService/EndDeputy";
    pub(crate) const LIST_DEPUTIES: &str = "/shenguan.notification.v1.ReminderService/ListDeputies";
    pub(crate) const WATCH_NOTICES: &str = "/shenguan.notification.v1.NoticeService/WatchNotices";
    pub(crate) const REPORT_NOTICES: &str = "/shenguan.notification.v1.NoticeService/ReportNotices";
    pub(crate) const PREVIEW_MESSAGES: &str = "/shenguan.notification.v1.SubscriptionService/PreviewMessages";
    pub(crate) const LIST_NOTICES: &str = "/shenguan.notification.v1.NoticeService/ListNotices";
    pub(crate) const GET_NOTICE: &str = "/shenguan.notification.v1.NoticeService/GetNotice";
    pub(crate) const MARK_NOTICES_READ: &str = "/shenguan.notification.v1.NoticeService/MarkNoticesRead";
    pub(crate) const CREATE_SUBSCRIPTION: &str =
        "/shenguan.notification.v1.SubscriptionService/CreateSubscription";
    pub(crate) const VERIFY_SUBSCRIPTION: &str =
        "/shenguan.notification.v1.SubscriptionService/VerifySubscription";
    pub(crate) const DISABLE_SUBSCRIPTION: &str =
        "/shenguan.notification.v1.SubscriptionService/DisableSubscription";
    pub(crate) const ENABLE_SUBSCRIPTION: &str =
        "/shenguan.notification.v1.SubscriptionService/EnableSubscription";
    pub(crate) const TEST_SUBSCRIPTION: &str =
        "/shenguan.notification.v1.SubscriptionService/TestSubscription";
    pub(crate) const LIST_SUBSCRIPTIONS: &str =
        "/shenguan.notification.v1.SubscriptionService/ListSubscriptions";
    pub(crate) const LIST_DISPATCHES: &str = "/shenguan.notification.v1.SubscriptionService/ListDispatches";
    pub(crate) const GET_DISPATCH: &str = "/shenguan.notification.v1.SubscriptionService/GetDispatch";
    pub(crate) const RESEND_DISPATCH: &str = "/shenguan.notification.v1.SubscriptionService/ResendDispatch";
    pub(crate) const ISSUE_LETTER: &str = "/shenguan.notification.v1.SupervisionLetterService/IssueLetter";
    pub(crate) const REPLY_TO_LETTER: &str =
        "/shenguan.notification.v1.SupervisionLetterService/ReplyToLetter";
    pub(crate) const CLOSE_LETTER: &str = "/shenguan.notification.v1.SupervisionLetterService/CloseLetter";
    pub(crate) const GET_LETTER: &str = "/shenguan.notification.v1.SupervisionLetterService/GetLetter";
    pub(crate) const LIST_LETTERS: &str = "/shenguan.notification.v1.SupervisionLetterService/ListLetters";
    pub(crate) const LIST_ANNOUNCEMENTS: &str =
        "/shenguan.notification.v1.SupervisionLetterService/ListAnnouncements";
    pub(crate) const ROTATE_SIGNING_KEY: &str =
        "/shenguan.notification.v1.SubscriptionService/RotateSigningKey";
    pub(crate) const RECOVER_SUBSCRIPTION: &str =
        "/shenguan.notification.v1.SubscriptionService/RecoverSubscription";
}
