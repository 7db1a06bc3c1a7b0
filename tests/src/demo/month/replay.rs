//! The month, working day after working day: bureaus claim in the morning, decisions are recorded in the afternoon.

use std::time::Duration;

use anyhow::{Context, ensure};
use jiff::{
    Timestamp,
    civil::{Date, Time, time},
};
use proto::{
    approval::v1::{ImportHeader, ListUnitsRequest},
    exchange::v1::DeliveryState,
    reference::v1::{Unit, UnitKind},
};
use shenguan::import::{self, Imported};
use tokio::time::{Interval, MissedTickBehavior, interval};

use super::{board::Board, days::Day, habit::Habit, incidents::Incidents, tally::Tally};
use crate::{
    demo::{Playhouse, SENDER, claim::claim, sent::Sent},
    stage::{Bureau, until},
};

/// When bureaus claim.
pub(super) const MORNING: Time = time(9, 0, 0, 0);
/// When the approval bureau records the decisions of the day.
const AFTERNOON: Time = time(15, 0, 0, 0);

/// A replay under way.
pub(super) struct Replay {
    pub(super) playhouse: Playhouse,
    pub(super) sender: Bureau,
    pub(super) bureaus: Vec<(Unit, Bureau)>,
    pub(super) board: Board,
    /// Deliveries that were made.
    pub(super) made: i32,
    decisions: i32,
    days: usize,
    incidents: Incidents,
}

/// A time of day in the county.
pub(super) fn at(date: Date, time: Time) -> Timestamp {
    let since_midnight = time.duration_since(Time::midnight());
    clock::start_of(date).saturating_add(since_midnight).unwrap_or(Timestamp::MAX)
}

impl Replay {
    pub(super) async fn new(playhouse: Playhouse, days: usize) -> anyhow::Result<Self> {
        let sender = playhouse.stage.bureau(SENDER, Some("xzspj-01"))?;
        let asked = ListUnitsRequest { page_size: 500, ..ListUnitsRequest::default() };
        let mut bureaus = Vec::new();
        for unit in sender.directory().list_units(asked).await?.into_inner().units {
            if !matches!(unit.kind(), UnitKind::Approval | UnitKind::Other) {
                let bureau = playhouse.stage.bureau(&unit.code, Some(&format!("{}-01", unit.code)))?;
                bureaus.push((unit, bureau));
            }
        }
        let (board, incidents) = (Board::new(), Incidents::default());
        Ok(Self { playhouse, sender, bureaus, board, made: 0, decisions: 0, days, incidents })
    }

    /// Runs the month. Gives the stage as it stands at the end, and the instant of the end.
    pub(super) async fn run(
        mut self,
        days: &[Day],
        pace: Duration,
    ) -> anyhow::Result<(Playhouse, Timestamp)> {
        let mut pace = ticks(pace);
        let mut now = Timestamp::UNIX_EPOCH;
        for (number, day) in (1..).zip(days) {
            now = at(day.date, MORNING);
            self.playhouse.stage.set_clock(now)?;
            self.morning(number).await?;
            now = at(day.date, AFTERNOON);
            self.playhouse.stage.set_clock(now)?;
            self.afternoon(number, day).await?;
            pace.tick().await;
        }
        self.settle().await?;
        Ok((self.playhouse, now))
    }

    async fn morning(&mut self, number: usize) -> anyhow::Result<()> {
        Incidents::morning(self, number).await?;
        for (unit, bureau) in &self.bureaus {
            if !Habit::of(&unit.code).claims_on(number) {
                continue;
            }
            let waiting = bureau.all_deliveries(&[DeliveryState::Delivered]).await?;
            claim(bureau, &waiting.into_iter().map(|delivery| delivery.id).collect::<Vec<_>>()).await?;
        }
        Ok(())
    }

    async fn afternoon(&mut self, number: usize, day: &Day) -> anyhow::Result<()> {
        if let Some(file) = &day.file {
            let is_wiped = self.incidents.wipe_before(number, &mut self.playhouse)?;
            let imported = self.record(day, file.clone()).await?;
            if is_wiped {
                self.playhouse.nats.restart()?;
            }
            let tallies = self.until_delivered().await?;
            let title = self.title(number, day, &tallies).await?;
            self.board.show(&title, &self.lines(&tallies))?;
            return Incidents::afternoon(self, day.date, &imported, is_wiped);
        }
        let tallies = self.tallies().await?;
        let title = self.title(number, day, &tallies).await?;
        self.board.show(&title, &self.lines(&tallies))
    }
}
