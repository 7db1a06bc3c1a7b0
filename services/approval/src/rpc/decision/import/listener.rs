//! The client, for as long as it reads: one that does not must hold no import for ever.

use std::time::Duration;

use proto::approval::v1::{ImportDecisionsResponse, import_decisions_response::Part};
use tokio::{sync::mpsc::Sender, time::Instant};
use tonic::Status;

/// How long a client may leave answers unread, over the whole import. A county's line needs less for the largest file.
const PATIENCE: Duration = Duration::from_mins(5);

/// Who is told what became of the rows.
pub(super) struct Listener {
    answers: Sender<Result<ImportDecisionsResponse, Status>>,
    patience: Duration,
}

/// The client went away, or did not read for too long.
pub(super) struct Gone;

impl Listener {
    pub(super) fn new(answers: Sender<Result<ImportDecisionsResponse, Status>>) -> Self {
        Self { answers, patience: PATIENCE }
    }

    /// Tells the client.
    pub(super) async fn tell(&mut self, part: Part) -> Result<(), Gone> {
        let answer = Ok(ImportDecisionsResponse { part: Some(part) });
        let begun = Instant::now();
        let told = self.answers.send_timeout(answer, self.patience).await;
        self.patience = self.patience.saturating_sub(begun.elapsed());
        told.map_err(|_| Gone)
    }
}

#[cfg(test)]
mod tests {
    use proto::approval::v1::ImportProgress;
    use tokio::{sync::mpsc, time::interval};

    use super::*;

    #[tokio::test]
    async fn a_client_that_reads_an_answer_now_and_then_holds_an_import_no_longer_than_one_that_reads_none() {
        let (answers, mut unread) = mpsc::channel(1);
        let mut listener = Listener { answers, patience: Duration::from_millis(300) };
        tokio::spawn(async move {
            let mut pace = interval(Duration::from_millis(100));
            while unread.recv().await.is_some() {
                pace.tick().await;
            }
        });
        let mut told = 0;
        while told < 100 && listener.tell(Part::Progress(ImportProgress::default())).await.is_ok() {
            told += 1;
        }
        assert!((1..100).contains(&told), "{told} answers were told");
    }
}
