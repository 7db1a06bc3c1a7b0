//! Changes of the roster.

use clap::{Args, ValueEnum};
use proto::meeting::v1::{
    ListSeatChangesRequest, SeatChangeState, roster_service_client::RosterServiceClient,
};

use super::record;
use crate::{choices, client::request, failure::Failure, pages::Pages, session::Session, target::Service};

#[derive(Args, Debug)]
pub(crate) struct Changes {
    /// 状态，可多次 / state; may be repeated
    #[arg(long, value_enum, value_name = "STATE")]
    state: Vec<StateChoice>,
    #[command(flatten)]
    pages: Pages,
}

/// State of a change.
#[derive(ValueEnum, Clone, Copy, Debug)]
enum StateChoice {
    /// 待登记
    Proposed,
    /// 已登记
    Recorded,
    /// 不予登记
    Declined,
}

impl Changes {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut roster = RosterServiceClient::new(session.calls(Service::Meeting)?);
        let states = choices::numbers::<_, SeatChangeState>(&self.state);
        let found = self
            .pages
            .collect(&mut session.output, async |page_size, page_token| {
                let asked = ListSeatChangesRequest { page_size, page_token, states: states.clone() };
                let answer = roster.list_seat_changes(request(asked)).await?.into_inner();
                Ok((answer.changes, answer.next_page_token))
            })
            .await?;
        session.output.many(&found, record::changes)
    }
}

impl From<StateChoice> for SeatChangeState {
    fn from(state: StateChoice) -> Self {
        match state {
            StateChoice::Proposed => Self::Proposed,
            StateChoice::Recorded => Self::Recorded,
            StateChoice::Declined => Self::Declined,
        }
    }
}
