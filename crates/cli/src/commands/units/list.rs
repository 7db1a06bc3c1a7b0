//! Units of the county.

use clap::Args;
use proto::{
    approval::v1::{ListUnitsRequest, directory_service_client::DirectoryServiceClient},
    reference::v1::Unit,
};

use crate::{
    client::request, failure::Failure, output::table, pages::Pages, session::Session, target::Service, words,
};

#[derive(Args, Debug)]
pub(crate) struct List {
    #[command(flatten)]
    pages: Pages,
}

impl List {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut directory = DirectoryServiceClient::new(session.calls(Service::Approval)?);
        let found = self
            .pages
            .collect(&mut session.output, async |page_size, page_token| {
                let asked = ListUnitsRequest { page_size, page_token };
                let answer = directory.list_units(request(asked)).await?.into_inner();
                Ok((answer.units, answer.next_page_token))
            })
            .await?;
        session.output.many(&found, lines)
    }
}

fn lines(units: &[Unit]) -> String {
    table(
        ["代码", "名称", "性质", "统一社会信用代码", "停用"],
        units.iter().map(|unit| {
            [
                unit.code.clone(),
                unit.name.clone(),
                words::unit_kind(unit.kind()).to_owned(),
                unit.uscc.clone(),
                words::yes(!unit.active),
            ]
        }),
    )
}
