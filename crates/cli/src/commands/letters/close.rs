//! Closes a letter.

use clap::{Args, ValueEnum};
use ids::LetterId;
use proto::notification::v1::{
    CloseLetterRequest, LetterConclusion, supervision_letter_service_client::SupervisionLetterServiceClient,
};

use super::record;
use crate::{
    client::request,
    failure::Failure,
    session::{Act, Session},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct Close {
    /// 督办函编号（UUID） / letter id
    id: LetterId,
    /// 办结结果 / what came of it
    #[arg(long, value_enum, value_name = "CONCLUSION")]
    conclusion: ConclusionChoice,
    /// 说明 / why
    #[arg(long, value_name = "TEXT")]
    text: String,
    #[command(flatten)]
    act: Act,
}

/// What came of a letter.
#[derive(ValueEnum, Clone, Copy, Debug)]
enum ConclusionChoice {
    /// 已整改
    Rectified,
    /// 理由成立
    Excused,
    /// 提请联席会议
    Referred,
    /// 撤销（不计次）
    Withdrawn,
}

impl Close {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut letters = SupervisionLetterServiceClient::new(session.calls(Service::Notification)?);
        let asked = CloseLetterRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            id: self.id.to_string(),
            conclusion: LetterConclusion::from(self.conclusion).into(),
            text: self.text,
        };
        let answer = letters.close_letter(request(asked)).await?.into_inner();
        session.output.one(&answer.letter.unwrap_or_default(), record::letter)
    }
}

impl From<ConclusionChoice> for LetterConclusion {
    fn from(conclusion: ConclusionChoice) -> Self {
        match conclusion {
            ConclusionChoice::Rectified => Self::Rectified,
            ConclusionChoice::Excused => Self::Excused,
            ConclusionChoice::Referred => Self::Referred,
            ConclusionChoice::Withdrawn => Self::Withdrawn,
        }
    }
}
