//! The end of the ladder: a bureau claims nothing for days, the office (督办) writes to it, and it answers.

use anyhow::{Context, ensure};
use proto::notification::v1::{
    Duty, DutyFilter, IssueLetterRequest, Lamp, Letter, ListDutiesRequest, ListNoticesRequest, ReminderStep,
    ReplyToLetterRequest,
};

use super::receivers::Receivers;
use crate::{
    demo::SENDER,
    stage::{Bureau, Stage, until},
};

/// The bureau that claims nothing.
pub(super) const IDLE: &str = "xwtzb";

/// The office, and the bureau that it writes to.
pub(super) struct Office {
    /// The approval bureau, as its overseer.
    pub(super) overseer: Bureau,
    /// The idle bureau, as its claimant.
    pub(super) idle: Bureau,
    affair: Affair,
}

/// How far it has come.
enum Affair {
    Calm,
    /// The bureau was told that it is overdue.
    Overdue,
    /// The office was told.
    Escalated,
    Written(Letter),
    Answered(Letter),
}

impl Office {
    /// Nothing has happened yet.
    pub(super) fn open(stage: &Stage) -> anyhow::Result<Self> {
        Ok(Self {
            overseer: stage.bureau(SENDER, Some(&format!("{SENDER}-overseer")))?,
            idle: stage.bureau(IDLE, Some(&format!("{IDLE}-01")))?,
            affair: Affair::Calm,
        })
    }

    /// Takes at most one step, on a morning after 08:30; gives what there is to say of it. The bureau answers a letter once its
    /// webhook has it.
    pub(super) async fn proceed(&mut self, receivers: &Receivers) -> anyhow::Result<Option<String>> {
        let next = match &self.affair {
            Affair::Calm => self.is_told(Lamp::Red, ReminderStep::Overdue).await?.then_some(Affair::Overdue),
            Affair::Overdue => {
                self.is_told(Lamp::DeepRed, ReminderStep::Escalated).await?.then_some(Affair::Escalated)
            }
            Affair::Escalated => Some(Affair::Written(self.write().await?)),
            Affair::Written(letter) if receivers.has_letter(&letter.id) => {
                Some(Affair::Answered(self.answer(letter).await?))
            }
            Affair::Written(_) | Affair::Answered(_) => None,
        };
        let Some(next) = next else { return Ok(None) };
        let line = next.line();
        self.affair = next;
        Ok(line)
    }

    /// Waits for a letter that is still on its way, and has it answered. Fails when none was written.
    pub(super) async fn settle(&mut self, receivers: &Receivers) -> anyhow::Result<Option<String>> {
        if let Affair::Written(letter) = &self.affair {
            until("the letter at the webhook", async || Ok(receivers.has_letter(&letter.id).then_some(())))
                .await?;
        }
        let line = self.proceed(receivers).await?;
        ensure!(matches!(self.affair, Affair::Answered(_)), "no letter was written and answered");
        Ok(line)
    }

    /// Whether the bureau has duties with this lamp. Then it is also waited until it was told so: the demonstration may play a
    /// day faster than reminders are looked for.
    async fn is_told(&self, lamp: Lamp, step: ReminderStep) -> anyhow::Result<bool> {
        if !self.late_duties().await?.iter().any(|duty| duty.lamp() == lamp) {
            return Ok(false);
        }
        until("a reminder in the inbox", async || {
            let asked = ListNoticesRequest { page_size: 500, ..ListNoticesRequest::default() };
            let notices = self.idle.notices()?.list_notices(asked).await?.into_inner().notices;
            let mut parts = notices.iter().flat_map(|notice| &notice.parts);
            Ok(parts.any(|part| part.step() == step).then_some(()))
        })
        .await?;
        Ok(true)
    }

    /// What the bureau has not claimed in time, at most as much as a letter may name.
    async fn late_duties(&self) -> anyhow::Result<Vec<Duty>> {
        let filter = DutyFilter {
            owed_by: vec![IDLE.to_owned()],
            kinds: vec!["C2".to_owned()],
            late_only: true,
            ..DutyFilter::default()
        };
        let asked =
            ListDutiesRequest { page_size: 100, filter: Some(filter), ..ListDutiesRequest::default() };
        Ok(self.overseer.duties()?.list_duties(asked).await?.into_inner().duties)
    }

    /// Writes once more; gives what there is to say of it.
    pub(super) async fn write_again(&self) -> anyhow::Result<String> {
        Ok(written(&self.write().await?))
    }

    /// Writes once it is known of every duty that its end is not on the way (在途核对).
    async fn write(&self) -> anyhow::Result<Letter> {
        until("the letter", async || Ok(Some(self.issue().await?))).await
    }

    async fn issue(&self) -> anyhow::Result<Letter> {
        let request = IssueLetterRequest {
            request_id: ids::RequestId::generate().0.to_string(),
            unit: IDLE.to_owned(),
            duty_ids: self.late_duties().await?.into_iter().map(|duty| duty.id).collect(),
            ..IssueLetterRequest::default()
        };
        let answer = self.overseer.letters()?.issue_letter(request).await?.into_inner();
        answer.letter.context("no letter")
    }

    async fn answer(&self, letter: &Letter) -> anyhow::Result<Letter> {
        let request = ReplyToLetterRequest {
            request_id: ids::RequestId::generate().0.to_string(),
            id: letter.id.clone(),
            text: "已安排专人办理；逾期系因岗位调整后无人接手。".to_owned(),
            ..ReplyToLetterRequest::default()
        };
        let answer = self.idle.letters()?.reply_to_letter(request).await?.into_inner();
        answer.letter.context("no letter")
    }
}

impl Affair {
    fn line(&self) -> Option<String> {
        match self {
            Self::Calm | Self::Overdue | Self::Escalated => None,
            Self::Written(letter) => Some(written(letter)),
            Self::Answered(letter) => Some(format!("回复 answered by {IDLE}: {}", letter.number)),
        }
    }
}

fn written(letter: &Letter) -> String {
    format!("督办 letter to {IDLE}: {}", letter.number)
}
