//! One subject with its licences (一企一档).

use clap::Args;
use ids::SubjectId;
use proto::supervision::v1::{
    GetSubjectRequest, GetSubjectResponse, SubjectLicence, subject_service_client::SubjectServiceClient,
};

use crate::{
    client::request,
    failure::Failure,
    output::{sheet, table},
    pages::Pages,
    session::Session,
    target::Service,
    words,
};

#[derive(Args, Debug)]
pub(crate) struct Get {
    /// 监管对象编号 / subject id
    id: SubjectId,
    #[command(flatten)]
    pages: Pages,
}

impl Get {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut subjects = SubjectServiceClient::new(session.calls(Service::Supervision)?);
        let mut subject = None;
        let licences = self
            .pages
            .collect(&mut session.output, async |page_size, page_token| {
                let asked = GetSubjectRequest { id: self.id.to_string(), page_size, page_token };
                let answer = subjects.get_subject(request(asked)).await?.into_inner();
                subject = answer.subject;
                Ok((answer.licences, answer.next_page_token))
            })
            .await?;
        let answer = GetSubjectResponse { subject, licences, next_page_token: String::new() };
        session.output.one(&answer, whole)
    }
}

fn whole(answer: &GetSubjectResponse) -> String {
    let subject = answer.subject.clone().unwrap_or_default();
    let parts = sheet([
        ("编号", subject.id.clone()),
        ("名称", subject.name.clone()),
        ("类别", words::counterparty_kind(subject.kind()).to_owned()),
        ("统一社会信用代码", subject.uscc.clone()),
        ("列入时间", words::instant(subject.create_time.as_ref())),
    ]);
    format!("{parts}\n\n{}", licences(&answer.licences))
}

fn licences(licences: &[SubjectLicence]) -> String {
    table(
        ["送达", "许可证书", "许可编号", "许可文号", "决定日期", "有效期至", "送达时间", "认领"],
        licences.iter().map(|licence| {
            let decision = licence.decision.clone().unwrap_or_default();
            [
                licence.delivery_id.clone(),
                decision.certificate_name,
                decision.certificate_number,
                decision.document_number,
                decision.decided_on,
                if decision.valid_to.is_empty() { "长期".to_owned() } else { decision.valid_to },
                words::instant(licence.receive_time.as_ref()),
                if licence.claimed { "已认领" } else { "未认领" }.to_owned(),
            ]
        }),
    )
}
