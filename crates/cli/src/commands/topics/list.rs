//! Topics that the caller sees.

use clap::{Args, ValueEnum};
use proto::meeting::v1::{ListTopicsRequest, TopicState, topic_service_client::TopicServiceClient};

use super::record;
use crate::{choices, client::request, failure::Failure, pages::Pages, session::Session, target::Service};

#[derive(Args, Debug)]
pub(crate) struct List {
    /// 状态，可多次 / state; may be repeated
    #[arg(long, value_enum, value_name = "STATE")]
    state: Vec<StateChoice>,
    #[command(flatten)]
    pages: Pages,
}

/// State of a topic.
#[derive(ValueEnum, Clone, Copy, Debug)]
enum StateChoice {
    /// 已征集
    Collected,
    /// 已汇总
    Summarised,
    /// 已报总召集人
    Submitted,
    /// 总召集人同意
    Approved,
    /// 总召集人退回
    Returned,
    /// 列入议程
    Scheduled,
    /// 已议
    Concluded,
}

impl List {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut topics = TopicServiceClient::new(session.calls(Service::Meeting)?);
        let states = choices::numbers::<_, TopicState>(&self.state);
        let found = self
            .pages
            .collect(&mut session.output, async |page_size, page_token| {
                let asked = ListTopicsRequest { page_size, page_token, states: states.clone() };
                let answer = topics.list_topics(request(asked)).await?.into_inner();
                Ok((answer.topics, answer.next_page_token))
            })
            .await?;
        session.output.many(&found, record::lines)
    }
}

impl From<StateChoice> for TopicState {
    fn from(state: StateChoice) -> Self {
        match state {
            StateChoice::Collected => Self::Collected,
            StateChoice::Summarised => Self::Summarised,
            StateChoice::Submitted => Self::Submitted,
            StateChoice::Approved => Self::Approved,
            StateChoice::Returned => Self::Returned,
            StateChoice::Scheduled => Self::Scheduled,
            StateChoice::Concluded => Self::Concluded,
        }
    }
}
