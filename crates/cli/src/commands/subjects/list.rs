//! Searches the unit's supervised subjects.

use clap::Args;
use proto::supervision::v1::{ListSubjectsRequest, Subject, subject_service_client::SubjectServiceClient};

use crate::{
    client::request, failure::Failure, output::table, pages::Pages, session::Session, target::Service, words,
};

#[derive(Args, Debug)]
pub(crate) struct List {
    /// 名称的一部分，自然人须为全名 / part of the name; of a natural person the whole
    #[arg(long, value_name = "TEXT")]
    name: Option<String>,
    /// 证书名称 / certificate name
    #[arg(long, value_name = "NAME")]
    certificate: Option<String>,
    /// 许可编号或许可文号 / certificate or document number
    #[arg(long, value_name = "NUMBER")]
    number: Option<String>,
    /// 统一社会信用代码或证件号码 / credit code or identity number
    #[arg(long, value_name = "NUMBER")]
    subject_number: Option<String>,
    /// 只列有未认领许可的 / only with a licence not claimed yet
    #[arg(long)]
    unclaimed: bool,
    #[command(flatten)]
    pages: Pages,
}

impl List {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut subjects = SubjectServiceClient::new(session.calls(Service::Supervision)?);
        let filter = ListSubjectsRequest {
            name: self.name.unwrap_or_default(),
            certificate_name: self.certificate.unwrap_or_default(),
            number: self.number.unwrap_or_default(),
            subject_number: self.subject_number.unwrap_or_default(),
            unclaimed_only: self.unclaimed,
            ..ListSubjectsRequest::default()
        };
        let found = self
            .pages
            .collect(&mut session.output, async |page_size, page_token| {
                let asked = ListSubjectsRequest { page_size, page_token, ..filter.clone() };
                let answer = subjects.list_subjects(request(asked)).await?.into_inner();
                Ok((answer.subjects, answer.next_page_token))
            })
            .await?;
        session.output.many(&found, lines)
    }
}

fn lines(subjects: &[Subject]) -> String {
    table(
        ["编号", "名称", "类别", "统一社会信用代码", "许可", "未认领", "列入时间"],
        subjects.iter().map(|subject| {
            [
                subject.id.clone(),
                subject.name.clone(),
                words::counterparty_kind(subject.kind()).to_owned(),
                subject.uscc.clone(),
                subject.licences.to_string(),
                subject.unclaimed.to_string(),
                words::instant(subject.create_time.as_ref()),
            ]
        }),
    )
}
