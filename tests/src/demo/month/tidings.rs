//! What is said of reminders and letters while the month passes.

use jiff::civil::Date;

use super::{receivers::Came, replay::Replay};
use crate::stage::until;

impl Replay {
    /// The office and the idle bureau do what there is to do this morning.
    pub(super) async fn oversee(&mut self, date: Date) -> anyhow::Result<()> {
        let done = self.office.proceed(&self.receivers).await?;
        self.say_all(date, done)
    }

    /// Says what came to the receivers since it was last said. A message is on its way for two or three seconds, so that it may
    /// be of a day before.
    pub(super) fn tell_news(&mut self, date: Date) -> anyhow::Result<()> {
        let news = self.receivers.news();
        self.say_all(date, news)
    }

    /// Waits until a reminder of each step was received that must be, and until the letter was answered.
    pub(super) async fn until_told(&mut self, date: Date) -> anyhow::Result<()> {
        let receivers = &self.receivers;
        until("reminders at the webhook and by e-mail", async || {
            let by_webhook = receivers.was_told("overdue") && receivers.was_told("escalated");
            Ok((by_webhook && receivers.came().mails > 0).then_some(()))
        })
        .await?;
        let done = self.office.settle(&self.receivers).await?;
        self.tell_news(date)?;
        self.say_all(date, done)
    }

    /// What came in all.
    pub(super) fn sums(&self) -> String {
        let Came { reminders, letters, mails } = self.receivers.came();
        format!("提醒 reminders: webhook {reminders}, e-mail {mails}, letters {letters}")
    }

    fn say_all(&mut self, date: Date, lines: impl IntoIterator<Item = String>) -> anyhow::Result<()> {
        for line in lines {
            self.board.say(&format!("{date}  {line}"))?;
        }
        Ok(())
    }
}
