//! Pinned certificate keys.

use clap::Args;
use proto::{
    approval::v1::{ListCertificateKeysRequest, directory_service_client::DirectoryServiceClient},
    reference::v1::CertificateKey,
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
                let asked = ListCertificateKeysRequest { page_size, page_token };
                let answer = directory.list_certificate_keys(request(asked)).await?.into_inner();
                Ok((answer.keys, answer.next_page_token))
            })
            .await?;
        session.output.many(&found, lines)
    }
}

pub(super) fn lines(keys: &[CertificateKey]) -> String {
    table(
        ["公钥指纹", "单位", "系统", "角色", "吊销时间"],
        keys.iter().map(|key| {
            [
                key.fingerprint.clone(),
                key.unit.clone(),
                key.system.clone(),
                words::roles(key.roles()),
                words::instant(key.revoke_time.as_ref()),
            ]
        }),
    )
}
