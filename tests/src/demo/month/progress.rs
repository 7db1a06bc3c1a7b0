//! How far the replay is, counted anew at every bureau.

use anyhow::ensure;
use jiff::Timestamp;

use super::{days::Day, replay::Replay, tally::Tally};
use crate::{demo::sent::Sent, stage::until};

impl Replay {
    /// Waits until the bureaus have every delivery that was made.
    pub(super) async fn until_delivered(&self) -> anyhow::Result<()> {
        let made = self.made;
        until("every delivery to arrive", async || Ok((self.delivered().await? == made).then_some(()))).await
    }

    /// Deliveries that the bureaus have.
    pub(super) async fn delivered(&self) -> anyhow::Result<i32> {
        Ok(self.tallies().await?.iter().map(|tally| tally.delivered).sum())
    }

    /// Shows what the day came to.
    pub(super) async fn show(&mut self, number: usize, day: &Day) -> anyhow::Result<()> {
        let tallies = self.tallies().await?;
        let late = Sent::read(&self.sender).await?.late;
        let sum = sum(&tallies);
        let title = format!(
            "{}  {number:>2}/{}  决定 {}  送达 {}  认领 {}  逾期认领 {}  逾期未认领 {}  逾期推送 {late}",
            day.date,
            self.days,
            self.decisions,
            sum.delivered,
            sum.claimed(),
            sum.late,
            sum.overdue,
        );
        let lines: Vec<_> = self.bureaus.iter().map(|(unit, _)| unit).zip(tallies).collect();
        self.board.show(&title, &lines)
    }

    /// Waits until everything is back at the sender, and checks that nothing was lost or doubled.
    pub(super) async fn settle(&mut self, now: Timestamp) -> anyhow::Result<()> {
        let tallies = self.tallies().await?;
        let sum = sum(&tallies);
        let sent = until("every claim to be back at the sender", async || {
            let sent = Sent::read(&self.sender).await?;
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
        let lines: Vec<_> = self.bureaus.iter().map(|(unit, _)| unit).zip(tallies).collect();
        self.board.close(&lines)?;
        self.board.say(&format!(
            "{}  决定 {} 件，送达 {made} 件，认领 {} 件，逾期推送 {} 件；丢失 0，重复 0。\n{} decisions, {made} deliveries, {} claims, {} late pushes; 0 lost, 0 doubled.",
            clock::civil_date(now), self.decisions, sent.claimed, sent.late, self.decisions, sent.claimed, sent.late
        ))
    }

    async fn tallies(&self) -> anyhow::Result<Vec<Tally>> {
        let mut tallies = Vec::new();
        for (_, bureau) in &self.bureaus {
            tallies.push(Tally::of(&bureau.all_deliveries(&[]).await?));
        }
        Ok(tallies)
    }
}

fn sum(tallies: &[Tally]) -> Tally {
    let mut sum = Tally::default();
    for tally in tallies {
        sum += *tally;
    }
    sum
}
