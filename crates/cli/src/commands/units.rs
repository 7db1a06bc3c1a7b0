//! Every unit of the county is in the directory, whoever asks.

use clap::Subcommand;
use client::words::yes;
use proto::{approval::v1::ListUnitsRequest, reference::v1::Unit};

use crate::{failure::Failure, output::Row, pages::Pages, session::Session, target::Service};

#[derive(Subcommand, Debug)]
pub(crate) enum Units {
    /// 列出单位 / list units
    List {
        #[command(flatten)]
        pages: Pages,
    },
}

impl Units {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let Self::List { pages } = self;
        session.at(Service::Approval).list(&pages, ListUnitsRequest::default()).await
    }
}

impl Row<5> for Unit {
    const HEAD: [&'static str; 5] = ["代码", "名称", "性质", "统一社会信用代码", "停用"];

    fn row(&self) -> [String; 5] {
        [
            self.code.clone(),
            self.name.clone(),
            self.kind().zh().to_owned(),
            self.uscc.clone(),
            yes(!self.active),
        ]
    }
}
