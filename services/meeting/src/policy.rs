//! Who may call the RPCs of meeting.

use shell::{OfficialNeeded, Role, Rule};

const fn reading(rpc: &'static str) -> Rule {
    Rule { rpc, roles: &Role::ALL, official: OfficialNeeded::No }
}

const fn acting(rpc: &'static str, roles: &'static [Role]) -> Rule {
    Rule { rpc, roles, official: OfficialNeeded::Yes }
}

/// The policy rows of every service of the joint meeting. Who holds the seat of the chief convener, the roster says.
pub const POLICY: &[Rule] = &[
    reading(paths::LIST_SEATS),
    acting(paths::PROPOSE_SEAT_CHANGE, &[Role::Liaison, Role::Leader]),
    acting(paths::RECORD_SEAT_CHANGE, &[Role::Overseer]),
    acting(paths::DECLINE_SEAT_CHANGE, &[Role::Overseer]),
    reading(paths::LIST_SEAT_CHANGES),
    acting(paths::PROPOSE_TOPIC, &[Role::Liaison, Role::Leader]),
    acting(paths::SUMMARISE_TOPIC, &[Role::Overseer]),
    acting(paths::SUBMIT_TOPIC, &[Role::Overseer]),
    acting(paths::APPROVE_TOPIC, &Role::ALL),
    acting(paths::RETURN_TOPIC, &Role::ALL),
    reading(paths::GET_TOPIC),
    reading(paths::LIST_TOPICS),
    acting(paths::PLAN_MEETING, &[Role::Overseer]),
    acting(paths::DELEGATE_MEETING, &Role::ALL),
    acting(paths::INVITE_TO_MEETING, &[Role::Overseer]),
    acting(paths::SEND_MATERIAL, &[Role::Overseer]),
    acting(paths::ANSWER_INVITATION, &[Role::Liaison, Role::Leader]),
    acting(paths::RESCHEDULE_MEETING, &[Role::Overseer]),
    acting(paths::CANCEL_MEETING, &[Role::Overseer]),
    acting(paths::SIGN_IN, &Role::ALL),
    acting(paths::OPEN_MEETING, &[Role::Overseer]),
    reading(paths::GET_MEETING),
    reading(paths::LIST_MEETINGS),
    acting(paths::GET_MATERIAL, &Role::ALL),
    reading(paths::GET_INVITATION),
    acting(paths::DRAFT_MINUTES, &[Role::Overseer]),
    acting(paths::CIRCULATE_MINUTES, &[Role::Overseer]),
    acting(paths::COMMENT_ON_MINUTES, &[Role::Liaison, Role::Leader]),
    acting(paths::APPROVE_MINUTES, &Role::ALL),
    acting(paths::ISSUE_MINUTES, &[Role::Overseer]),
    reading(paths::GET_MINUTES),
    reading(paths::GET_MINUTES_DOCUMENT),
    acting(paths::REPORT_PROGRESS, &[Role::Liaison, Role::Leader]),
    acting(paths::SUBMIT_RESOLUTION, &[Role::Liaison, Role::Leader]),
    acting(paths::ACCEPT_RESOLUTION, &[Role::Overseer]),
    acting(paths::REOPEN_RESOLUTION, &[Role::Overseer]),
    acting(paths::REASSIGN_RESOLUTION, &[Role::Overseer]),
    acting(paths::REQUEST_EXTENSION, &[Role::Liaison, Role::Leader]),
    acting(paths::DECIDE_EXTENSION, &[Role::Overseer]),
    reading(paths::GET_RESOLUTION),
    reading(paths::LIST_RESOLUTIONS),
    acting(paths::ISSUE_BULLETIN, &[Role::Overseer]),
    reading(paths::GET_BULLETIN),
    reading(paths::LIST_BULLETINS),
];

/// Paths of the RPCs.
pub(crate) mod paths {
    pub(crate) const LIST_SEATS: &str = "/shenguan.meeting.v1.RosterService/ListSeats";
    pub(crate) const PROPOSE_SEAT_CHANGE: &str = "/shenguan.meeting.v1.RosterService/ProposeSeatChange";
    pub(crate) const RECORD_SEAT_CHANGE: &str = "/shenguan.meeting.v1.RosterService/RecordSeatChange";
    pub(crate) const DECLINE_SEAT_CHANGE: &str = "/shenguan.meeting.v1.RosterService/DeclineSeatChange";
    pub(crate) const LIST_SEAT_CHANGES: &str = "/shenguan.meeting.v1.RosterService/ListSeatChanges";
    pub(crate) const PROPOSE_TOPIC: &str = "/shenguan.meeting.v1.TopicService/ProposeTopic";
    pub(crate) const SUMMARISE_TOPIC: &str = "/shenguan.meeting.v1.TopicService/SummariseTopic";
    pub(crate) const SUBMIT_TOPIC: &str = "/shenguan.meeting.v1.TopicService/SubmitTopic";
    pub(crate) const APPROVE_TOPIC: &str = "/shenguan.meeting.v1.TopicService/ApproveTopic";
    pub(crate) const RETURN_TOPIC: &str = "/shenguan.meeting.v1.TopicService/ReturnTopic";
    pub(crate) const GET_TOPIC: &str = "/shenguan.meeting.v1.TopicService/GetTopic";
    pub(crate) const LIST_TOPICS: &str = "/shenguan.meeting.v1.TopicService/ListTopics";
    pub(crate) const PLAN_MEETING: &str = "/shenguan.meeting.v1.MeetingService/PlanMeeting";
    pub(crate) const DELEGATE_MEETING: &str = "/shenguan.meeting.v1.MeetingService/DelegateMeeting";
    pub(crate) const INVITE_TO_MEETING: &str = "/shenguan.meeting.v1.MeetingService/InviteToMeeting";
    pub(crate) const SEND_MATERIAL: &str = "/shenguan.meeting.v1.MeetingService/SendMaterial";
    pub(crate) const ANSWER_INVITATION: &str = "/shenguan.meeting.v1.MeetingService/AnswerInvitation";
    pub(crate) const RESCHEDULE_MEETING: &str = "/shenguan.meeting.v1.MeetingService/RescheduleMeeting";
    pub(crate) const CANCEL_MEETING: &str = "/shenguan.meeting.v1.MeetingService/CancelMeeting";
    pub(crate) const SIGN_IN: &str = "/shenguan.meeting.v1.MeetingService/SignIn";
    pub(crate) const OPEN_MEETING: &str = "/shenguan.meeting.v1.MeetingService/OpenMeeting";
    pub(crate) const GET_MEETING: &str = "/shenguan.meeting.v1.MeetingService/GetMeeting";
    pub(crate) const LIST_MEETINGS: &str = "/shenguan.meeting.v1.MeetingService/ListMeetings";
    pub(crate) const GET_MATERIAL: &str = "/shenguan.meeting.v1.MeetingService/GetMaterial";
    pub(crate) const GET_INVITATION: &str = "/shenguan.meeting.v1.MeetingService/GetInvitation";
    pub(crate) const DRAFT_MINUTES: &str = "/shenguan.meeting.v1.MinutesService/DraftMinutes";
    pub(crate) const CIRCULATE_MINUTES: &str = "/shenguan.meeting.v1.MinutesService/CirculateMinutes";
    pub(crate) const COMMENT_ON_MINUTES: &str = "/shenguan.meeting.v1.MinutesService/CommentOnMinutes";
    pub(crate) const APPROVE_MINUTES: &str = "/shenguan.meeting.v1.MinutesService/ApproveMinutes";
    pub(crate) const ISSUE_MINUTES: &str = "/shenguan.meeting.v1.MinutesService/IssueMinutes";
    pub(crate) const GET_MINUTES: &str = "/shenguan.meeting.v1.MinutesService/GetMinutes";
    pub(crate) const GET_MINUTES_DOCUMENT: &str = "/shenguan.meeting.v1.MinutesService/GetMinutesDocument";
    pub(crate) const REPORT_PROGRESS: &str = "/shenguan.meeting.v1.ResolutionService/ReportProgress";
    pub(crate) const SUBMIT_RESOLUTION: &str = "/shenguan.meeting.v1.ResolutionService/SubmitResolution";
    pub(crate) const ACCEPT_RESOLUTION: &str = "/shenguan.meeting.v1.ResolutionService/AcceptResolution";
    pub(crate) const REOPEN_RESOLUTION: &str = "/shenguan.meeting.v1.ResolutionService/ReopenResolution";
    pub(crate) const REASSIGN_RESOLUTION: &str = "/shenguan.meeting.v1.ResolutionService/ReassignResolution";
    pub(crate) const REQUEST_EXTENSION: &str = "/shenguan.meeting.v1.ResolutionService/RequestExtension";
    pub(crate) const DECIDE_EXTENSION: &str = "/shenguan.meeting.v1.ResolutionService/DecideExtension";
    pub(crate) const GET_RESOLUTION: &str = "/shenguan.meeting.v1.ResolutionService/GetResolution";
    pub(crate) const LIST_RESOLUTIONS: &str = "/shenguan.meeting.v1.ResolutionService/ListResolutions";
    pub(crate) const ISSUE_BULLETIN: &str = "/shenguan.meeting.v1.ResolutionService/IssueBulletin";
    pub(crate) const GET_BULLETIN: &str = "/shenguan.meeting.v1.ResolutionService/GetBulletin";
    pub(crate) const LIST_BULLETINS: &str = "/shenguan.meeting.v1.ResolutionService/ListBulletins";
}
