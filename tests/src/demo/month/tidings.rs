//! What is said of reminders and letters while the month passes.

use anyhow::Context;
use jiff::civil::Date;
use sqlx::{Connection, PgConnection};

use super::{receivers::Came, replay::Replay};
use crate::stage::until;

impl Replay {
    /// The office and the idle bureau do what there is to do this morning.
    pub(super) async fn oversee(&mut self, date: Date) -> anyhow::Result<()> {
        // A letter is answered before the joint meeting closes it.
        let done = if self.gathering.meets_on(date) {
            self.office.settle(&self.receivers).await?
        } else {
            self.office.proceed(&self.receivers).await?
        };
        let has_written = done.is_some();
        self.say_all(date, done)?;
        if has_written {
            return Ok(());
        }
        let done = self.gathering.proceed(&self.office, date).await?;
        self.say_all(date, done)
    }

    /// Says what came to the receivers since it was last said. A message is on its way for two or three seconds, so that it may
    /// be of a day before.
    pub(super) fn tell_news(&mut self, date: Date) -> anyhow::Result<()> {
        let news = self.receivers.news();
        self.say_all(date, news)
    }

    /// Lets leave what was told this morning, until a reminder of each step was seen: a message waits some seconds for the rest of its
    /// notice, and this month's days are shorter than that, so that it would not be true any more.
    pub(super) async fn let_leave(&mut self) -> anyhow::Result<()> {
        if self.was_told() {
            return Ok(());
        }
        let ground = &self.playhouse.stage.ground;
        let ledger = ground.databases.get(2).context("no ledger")?;
        let mut ledger = PgConnection::connect_with(&ground.postgres.clone().database(ledger)).await?;
        let now = jiff_sqlx::Timestamp::from(self.today);
        until("what was told to leave", async || {
            let open = "select (select count(*) from notification.reminder where next_at <= $1 or held_by is not null)
                + (select count(*) from notification.dispatch where state = 'waiting')";
            let open: i64 = sqlx::query_scalar(open).bind(now).fetch_one(&mut ledger).await?;
            Ok((open == 0).then_some(()))
        })
        .await
    }

    fn was_told(&self) -> bool {
        let receivers = &self.receivers;
        receivers.was_told("overdue") && receivers.was_told("escalated") && receivers.came().mails > 0
    }

    /// Waits until a reminder of each step was received that must be, and until the letter was answered.
    pub(super) async fn until_told(&mut self, date: Date) -> anyhow::Result<()> {
        until("reminders at the webhook and by e-mail", async || Ok(self.was_told().then_some(()))).await?;
        let done = self.office.settle(&self.receivers).await?;
        self.gathering.must_be_over()?;
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
