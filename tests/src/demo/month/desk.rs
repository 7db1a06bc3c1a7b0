//! The desk of a bureau: where its deliveries arrive and are claimed.

use proto::{exchange::v1::DeliveryState, reference::v1::Unit};

use super::{habit::Habit, tally::Tally};
use crate::{demo::claim::claim, stage::Bureau};

/// A bureau and what it has done.
pub(super) struct Desk {
    /// The unit.
    pub(super) unit: Unit,
    /// Its system, acting for its official.
    pub(super) bureau: Bureau,
    /// What it has claimed or returned.
    pub(super) done: Tally,
}

impl Desk {
    /// Claims everything that waits, if that is its habit on the working day with this number.
    pub(super) async fn claim(&mut self, number: usize) -> anyhow::Result<()> {
        if !Habit::of(&self.unit.code).claims_on(number) {
            return Ok(());
        }
        let waiting = self.bureau.all_deliveries(&[DeliveryState::Delivered]).await?;
        self.done = self.done + Tally::of(&waiting).claimed_now();
        claim(&self.bureau, &waiting.into_iter().map(|delivery| delivery.id).collect::<Vec<_>>()).await?;
        Ok(())
    }

    /// What it has done, and what waits.
    pub(super) async fn tally(&self) -> anyhow::Result<Tally> {
        let waiting = self.bureau.all_deliveries(&[DeliveryState::Delivered]).await?;
        Ok(self.done + Tally::of(&waiting))
    }

    /// The same, by reading every delivery again.
    pub(super) async fn recount(&self) -> anyhow::Result<Tally> {
        Ok(Tally::of(&self.bureau.all_deliveries(&[]).await?))
    }
}
