//! Officials of a unit.

use clap::Args;
use ids::UnitCode;
use proto::{
    approval::v1::{ListOfficialsRequest, directory_service_client::DirectoryServiceClient},
    reference::v1::Official,
};

use crate::{
    client::request, failure::Failure, output::table, pages::Pages, session::Session, target::Service, words,
};

#[derive(Args, Debug)]
pub(crate) struct List {
    /// 哪个单位，缺省为本单位 / of which unit, the caller's if not given
    #[arg(long, value_name = "UNIT")]
    of: Option<UnitCode>,
    #[command(flatten)]
    pages: Pages,
}

impl List {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut directory = DirectoryServiceClient::new(session.calls(Service::Approval)?);
        let unit = self.of.map_or_else(String::new, String::from);
        let found = self
            .pages
            .collect(&mut session.output, async |page_size, page_token| {
                let asked = ListOfficialsRequest { unit: unit.clone(), page_size, page_token };
                let answer = directory.list_officials(request(asked)).await?.into_inner();
                Ok((answer.officials, answer.next_page_token))
            })
            .await?;
        session.output.many(&found, lines)
    }
}

fn lines(officials: &[Official]) -> String {
    table(
        ["编号", "单位", "岗位", "角色", "停用"],
        officials.iter().map(|official| {
            [
                official.id.clone(),
                official.unit.clone(),
                official.label.clone(),
                words::roles(official.roles()),
                words::yes(!official.active),
            ]
        }),
    )
}
