//! Bulletins.

use clap::Args;
use proto::meeting::v1::{ListBulletinsRequest, resolution_service_client::ResolutionServiceClient};

use super::record;
use crate::{client::request, failure::Failure, pages::Pages, session::Session, target::Service};

#[derive(Args, Debug)]
pub(crate) struct List {
    #[command(flatten)]
    pages: Pages,
}

impl List {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut resolutions = ResolutionServiceClient::new(session.calls(Service::Meeting)?);
        let found = self
            .pages
            .collect(&mut session.output, async |page_size, page_token| {
                let asked = ListBulletinsRequest { page_size, page_token };
                let answer = resolutions.list_bulletins(request(asked)).await?.into_inner();
                Ok((answer.bulletins, answer.next_page_token))
            })
            .await?;
        session.output.many(&found, record::lines)
    }
}
