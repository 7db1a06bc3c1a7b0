//! A plan names who convenes and who is to preside, by their seats, and whom it invites besides those that the topics concern.

use clap::Args;
use ids::{SeatId, TopicId, UnitCode};
use proto::{
    meeting::v1::{Guest, PlanMeetingRequest},
    words::meeting::{MeetingKind, ParticipantKind},
};

use crate::{
    session::Act,
    typed::{self, texts, word},
};

#[derive(Args, Debug)]
pub(crate) struct Plan {
    /// 类别 / which kind of meeting
    #[arg(value_parser = word::<MeetingKind>())]
    kind: MeetingKind,
    /// 会议名称，不超过100字 / in a line
    #[arg(long, value_name = "TEXT")]
    title: String,
    /// 开会时间，如2026-10-14T15:00 / when it begins, on the county's clocks or in RFC 3339
    #[arg(long, value_name = "WHEN", value_parser = typed::instant)]
    start: prost_types::Timestamp,
    /// 地点，不超过100字 / where
    #[arg(long, value_name = "TEXT")]
    place: String,
    /// 召集的席位编号（见 roster list） / id of the seat that convenes it
    #[arg(long, value_name = "SEAT")]
    convened_by: SeatId,
    /// 主持的席位编号（见 roster list） / id of the seat that is to preside
    #[arg(long, value_name = "SEAT")]
    presided_by: SeatId,
    /// 议题编号，可多次，按议程顺序 / id of a topic; may be repeated, in the order of the agenda
    #[arg(long, required = true, value_name = "ID")]
    topic: Vec<TopicId>,
    /// 议题涉及单位以外的单位，可多次 / a unit besides those that the topics concern; may be repeated
    #[arg(long, value_name = "UNIT")]
    invites: Vec<UnitCode>,
    /// 专业技术人员来自何处、为何事，不写姓名，可多次 / where an expert comes from, and for what; no name; may be repeated
    #[arg(long, value_name = "TEXT")]
    expert: Vec<String>,
    /// 法律人员来自何处、为何事，不写姓名，可多次 / where a lawyer comes from, and for what; no name; may be repeated
    #[arg(long, value_name = "TEXT")]
    lawyer: Vec<String>,
    #[command(flatten)]
    pub(super) act: Act,
}

impl Plan {
    pub(super) fn asked(&self) -> PlanMeetingRequest {
        let experts = guests(ParticipantKind::Expert, &self.expert);
        PlanMeetingRequest {
            kind: self.kind.into(),
            title: self.title.clone(),
            start_time: Some(self.start),
            place: self.place.clone(),
            convened_by: self.convened_by.to_string(),
            presided_by: self.presided_by.to_string(),
            topic_ids: texts(&self.topic),
            units: texts(&self.invites),
            guests: experts.chain(guests(ParticipantKind::Lawyer, &self.lawyer)).collect(),
            ..Default::default()
        }
    }
}

fn guests(kind: ParticipantKind, organisations: &[String]) -> impl Iterator<Item = Guest> {
    organisations
        .iter()
        .map(move |organisation| Guest { kind: kind.into(), organisation: organisation.clone() })
}
