//! How far the replay is, counted anew at every bureau.

use anyhow::ensure;
use jiff::Timestamp;

use super::{days::Day, replay::Replay, tally::Tally};
use crate::{demo::sent::Sent, stage::until};

impl Replay {
    /// Waits until the bureaus have every delivery that was made today.
    pub(super) async fn until_delivered(&self) -> anyhow::Result<()> {
        until("every delivery to arrive", async || Ok((self.missing().await? == 0).then_some(()))).await
    }

    /// Deliveries of today that have not arrived.
    pub(super) async fn missing(&self) -> anyhow::Result<i32> {
        let sent = Sent::read(&self.sender, Some(self.today)).await?;
        Ok(self.made - self.made_before - sent.received)
    }

    /// Shows what the day came to.
    pub(super) async fn show(&mut self, number: usize, day: &Day) -> anyhow::Result<()> {
        self.late += Sent::read(&self.sender, Some(self.today)).await?.late;
        let title = format!(
            "{}  {number:>2}/{}  决定 {}  逾期推送 {}",
            day.date, self.days, self.decisions, self.late
        );
        let mut lines = Vec::new();
        for desk in &self.desks {
            lines.push((&desk.unit, desk.tally().await?));
        }
        self.board.show(&title, &lines)
    }

    /// Waits until everything is back at the sender and reminders were received, and checks that nothing was lost or doubled.
    pub(super) async fn settle(&mut self, now: Timestamp) -> anyhow::Result<()> {
        let today = clock::civil_date(now);
        self.until_told(today).await?;
        let mut lines = Vec::new();
        for desk in &self.desks {
            lines.push((&desk.unit, desk.recount().await?));
        }
        let sum: Tally = lines.iter().map(|(_, tally)| *tally).sum();
        let sent = until("every claim to be back at the sender", async || {
            let sent = Sent::read(&self.sender, None).await?;
            let is_back = sent.claimed == sum.claimed() && sent.returned == sum.returned;
            Ok((is_back && sent.received == self.made).then_some(sent))
        })
        .await?;
        let made = self.made;
        ensure!(
            sent.recipients == made,
            "{made} deliveries were made, the sender knows of {}",
            sent.recipients
        );
        ensure!(sum.delivered == made, "{made} deliveries were made, the bureaus have {}", sum.delivered);
        self.board.close(&lines)?;
        let sums = self.sums();
        self.board.say(&sums)?;
        self.board.say(&format!(
            "{today}  决定 {} 件，送达 {made} 件，认领 {} 件，逾期推送 {} 件；丢失 0，重复 0。\n{} decisions, {made} deliveries, {} claims, {} late pushes; 0 lost, 0 doubled.",
            self.decisions, sent.claimed, sent.late, self.decisions, sent.claimed, sent.late
        ))
    }
}
