//! Meetings that the caller sees.

use clap::Args;
use proto::meeting::v1::{
    ListMeetingsRequest, MeetingKind, MeetingState, meeting_service_client::MeetingServiceClient,
};

use super::record;
use crate::{
    choices::{self, MeetingKindChoice, MeetingStateChoice},
    client::request,
    failure::Failure,
    pages::Pages,
    session::Session,
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct List {
    /// 状态，可多次 / state; may be repeated
    #[arg(long, value_enum, value_name = "STATE")]
    state: Vec<MeetingStateChoice>,
    /// 类别，可多次 / kind; may be repeated
    #[arg(long, value_enum, value_name = "KIND")]
    kind: Vec<MeetingKindChoice>,
    #[command(flatten)]
    pages: Pages,
}

impl List {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut meetings = MeetingServiceClient::new(session.calls(Service::Meeting)?);
        let states = choices::numbers::<_, MeetingState>(&self.state);
        let kinds = choices::numbers::<_, MeetingKind>(&self.kind);
        let found = self
            .pages
            .collect(&mut session.output, async |page_size, page_token| {
                let (states, kinds) = (states.clone(), kinds.clone());
                let asked = ListMeetingsRequest { page_size, page_token, states, kinds };
                let answer = meetings.list_meetings(request(asked)).await?.into_inner();
                Ok((answer.meetings, answer.next_page_token))
            })
            .await?;
        session.output.many(&found, record::lines)
    }
}
