//! Proposes a topic.

use clap::{Args, ValueEnum};
use ids::UnitCode;
use proto::meeting::v1::{ProposeTopicRequest, TopicKind, topic_service_client::TopicServiceClient};

use super::record;
use crate::{
    client::request,
    failure::Failure,
    session::{Act, Session},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct Propose {
    /// 类别 / what it is about
    #[arg(long, value_enum, value_name = "KIND")]
    kind: KindChoice,
    /// 标题，不超过100字 / in a line
    #[arg(long, value_name = "TEXT")]
    title: String,
    /// 内容和理由，不超过3000字 / what is to be discussed and why
    #[arg(long, value_name = "TEXT")]
    text: String,
    /// 涉及的其他单位，可多次 / a unit that it concerns besides the own one; may be repeated
    #[arg(long, value_name = "UNIT")]
    concerns: Vec<UnitCode>,
    #[command(flatten)]
    act: Act,
}

/// What a topic is about.
#[derive(ValueEnum, Clone, Copy, Debug)]
enum KindChoice {
    /// 政策统筹
    Policy,
    /// 信息共享
    InformationSharing,
    /// 重大事项会商
    MajorMatter,
    /// 职责争议
    DutyDispute,
    /// 督办
    Supervision,
    /// 其他
    Other,
}

impl Propose {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut topics = TopicServiceClient::new(session.calls(Service::Meeting)?);
        let asked = ProposeTopicRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            kind: TopicKind::from(self.kind).into(),
            title: self.title,
            text: self.text,
            units: self.concerns.into_iter().map(String::from).collect(),
        };
        let answer = topics.propose_topic(request(asked)).await?.into_inner();
        session.output.one(&answer.topic.unwrap_or_default(), record::topic)
    }
}

impl From<KindChoice> for TopicKind {
    fn from(kind: KindChoice) -> Self {
        match kind {
            KindChoice::Policy => Self::Policy,
            KindChoice::InformationSharing => Self::InformationSharing,
            KindChoice::MajorMatter => Self::MajorMatter,
            KindChoice::DutyDispute => Self::DutyDispute,
            KindChoice::Supervision => Self::Supervision,
            KindChoice::Other => Self::Other,
        }
    }
}
