//! Who may call the RPCs of meeting.

use shell::{OfficialNeeded, Role, Rule};

const fn reading(rpc: &'static str) -> Rule {
    Rule { rpc, roles: &Role::ALL, official: OfficialNeeded::No }
}

const fn acting(rpc: &'static str, roles: &'static [Role]) -> Rule {
    Rule { rpc, roles, official: OfficialNeeded::Yes }
}

/// The policy rows of RosterService and TopicService. Who holds the seat of the chief convener, the roster says.
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
}
