//! Resolutions that the caller sees.

use clap::Args;
use proto::meeting::v1::{
    ListResolutionsRequest, ResolutionState, resolution_service_client::ResolutionServiceClient,
};

use super::record;
use crate::{
    choices::{self, ResolutionStateChoice},
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
    state: Vec<ResolutionStateChoice>,
    /// 只列本单位牵头的 / only those that the own unit leads
    #[arg(long)]
    led: bool,
    /// 只列逾期未办结的 / only those that are late and not accepted
    #[arg(long)]
    overdue: bool,
    #[command(flatten)]
    pages: Pages,
}

impl List {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut resolutions = ResolutionServiceClient::new(session.calls(Service::Meeting)?);
        let states = choices::numbers::<_, ResolutionState>(&self.state);
        let found = self
            .pages
            .collect(&mut session.output, async |page_size, page_token| {
                let (states, led, overdue) = (states.clone(), self.led, self.overdue);
                let asked = ListResolutionsRequest { page_size, page_token, states, led, overdue };
                let answer = resolutions.list_resolutions(request(asked)).await?.into_inner();
                Ok((answer.resolutions, answer.next_page_token))
            })
            .await?;
        session.output.many(&found, record::lines)
    }
}
