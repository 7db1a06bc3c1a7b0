//! The register of supervised subjects (一企一档) has a page for each, with every licence that was delivered to the unit.

use clap::Subcommand;
use client::{call, words::instant};
use ids::SubjectId;
use proto::supervision::v1::{
    GetSubjectRequest, GetSubjectResponse, ListSubjectsRequest, Subject, SubjectLicence,
};

use crate::{
    failure::Failure,
    output::{Row, Show, rows, sheet},
    pages::Pages,
    session::Session,
    target::Service,
};

#[derive(Subcommand, Debug)]
pub(crate) enum Subjects {
    /// 查询本单位的监管对象 / search the unit's subjects
    List {
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
    },
    /// 一企一档 / one subject with its licences
    Get {
        /// 监管对象编号 / subject id
        id: SubjectId,
        #[command(flatten)]
        pages: Pages,
    },
}

impl Subjects {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        match self {
            Self::List { name, certificate, number, subject_number, unclaimed, pages } => {
                let asked = ListSubjectsRequest {
                    name: name.unwrap_or_default(),
                    certificate_name: certificate.unwrap_or_default(),
                    number: number.unwrap_or_default(),
                    subject_number: subject_number.unwrap_or_default(),
                    unclaimed_only: unclaimed,
                    ..Default::default()
                };
                session.at(Service::Supervision).list(&pages, asked).await
            }
            Self::Get { id, pages } => get(session, id, &pages).await,
        }
    }
}

/// The subject, and its licences of all pages.
async fn get(session: &mut Session, id: SubjectId, pages: &Pages) -> Result<(), Failure> {
    let calls = session.calls(Service::Supervision)?;
    let mut subject = None;
    let page = async |page_size, page_token| {
        let asked = GetSubjectRequest { id: id.to_string(), page_size, page_token };
        let answer = call(calls.clone(), asked).await?;
        subject = answer.subject;
        Ok((answer.licences, answer.next_page_token))
    };
    let licences = pages.collect(&mut session.output, page).await?;
    session.output.one(&GetSubjectResponse { subject, licences, next_page_token: String::new() })
}

impl Row<7> for Subject {
    const HEAD: [&'static str; 7] =
        ["编号", "名称", "类别", "统一社会信用代码", "许可", "未认领", "列入时间"];

    fn row(&self) -> [String; 7] {
        [
            self.id.clone(),
            self.name.clone(),
            self.kind().zh().to_owned(),
            self.uscc.clone(),
            self.licences.to_string(),
            self.unclaimed.to_string(),
            instant(self.create_time.as_ref()),
        ]
    }
}

impl Show for GetSubjectResponse {
    fn sheet(&self) -> String {
        let subject = self.subject.clone().unwrap_or_default();
        let head = sheet([
            ("编号", subject.id.clone()),
            ("名称", subject.name.clone()),
            ("类别", subject.kind().zh().to_owned()),
            ("统一社会信用代码", subject.uscc.clone()),
            ("列入时间", instant(subject.create_time.as_ref())),
        ]);
        format!("{head}\n\n{}", rows(&self.licences))
    }
}

impl Row<8> for SubjectLicence {
    const HEAD: [&'static str; 8] =
        ["送达", "许可证书", "许可编号", "许可文号", "决定日期", "有效期至", "送达时间", "认领"];

    fn row(&self) -> [String; 8] {
        let decision = self.decision.clone().unwrap_or_default();
        [
            self.delivery_id.clone(),
            decision.certificate_name,
            decision.certificate_number,
            decision.document_number,
            decision.decided_on,
            if decision.valid_to.is_empty() { "长期".to_owned() } else { decision.valid_to },
            instant(self.receive_time.as_ref()),
            if self.claimed { "已认领" } else { "未认领" }.to_owned(),
        ]
    }
}
