//! Letters that the caller sees.

use clap::{Args, ValueEnum};
use ids::UnitCode;
use proto::notification::v1::{
    LetterState, ListLettersRequest, supervision_letter_service_client::SupervisionLetterServiceClient,
};

use super::record;
use crate::{
    choices::{self, instant},
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
    state: Vec<StateChoice>,
    /// 被督办单位，可多次 / the unit that it went to; may be repeated
    #[arg(long, value_name = "UNIT")]
    to: Vec<UnitCode>,
    /// 自何时起印发：日期或RFC 3339时间 / issued from a day or an instant on
    #[arg(long, value_name = "WHEN", value_parser = instant)]
    from: Option<prost_types::Timestamp>,
    /// 至何时止（不含） / issued before then
    #[arg(long, value_name = "WHEN", value_parser = instant)]
    until: Option<prost_types::Timestamp>,
    #[command(flatten)]
    pages: Pages,
}

/// State of a letter.
#[derive(ValueEnum, Clone, Copy, Debug)]
enum StateChoice {
    /// 待回复
    Issued,
    /// 已回复
    Replied,
    /// 已办结
    Closed,
}

impl List {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut letters = SupervisionLetterServiceClient::new(session.calls(Service::Notification)?);
        let states = choices::numbers::<_, LetterState>(&self.state);
        let units: Vec<String> = self.to.iter().map(ToString::to_string).collect();
        let found = self
            .pages
            .collect(&mut session.output, async |page_size, page_token| {
                let (states, units) = (states.clone(), units.clone());
                let (start_time, end_time) = (self.from, self.until);
                let asked = ListLettersRequest { page_size, page_token, states, units, start_time, end_time };
                let answer = letters.list_letters(request(asked)).await?.into_inner();
                Ok((answer.letters, answer.next_page_token))
            })
            .await?;
        session.output.many(&found, record::lines)
    }
}

impl From<StateChoice> for LetterState {
    fn from(state: StateChoice) -> Self {
        match state {
            StateChoice::Issued => Self::Issued,
            StateChoice::Replied => Self::Replied,
            StateChoice::Closed => Self::Closed,
        }
    }
}
