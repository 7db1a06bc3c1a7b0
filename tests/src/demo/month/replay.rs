//! The month, working day after working day: bureaus claim in the morning, decisions are recorded in the afternoon.

use std::time::Duration;

use anyhow::{Context, ensure};
use client::import;
use jiff::{
    Timestamp,
    civil::{Date, Time, time},
};
use proto::{
    approval::v1::{ImportHeader, ListUnitsRequest, row_verdict::Outcome},
    reference::v1::UnitKind,
};
use tokio::time::{MissedTickBehavior, interval};

use super::{
    board::Board, days::Day, desk::Desk, gathering::Gathering, office::Office, receivers::Receivers,
    tally::Tally,
};
use crate::{
    demo::{Playhouse, SENDER},
    stage::Bureau,
};

/// When bureaus claim: after the reminders of 08:30.
pub(super) const MORNING: Time = time(9, 0, 0, 0);
/// When the approval bureau records the decisions of the day: after the reminders of 15:30, in office hours.
const AFTERNOON: Time = time(15, 45, 0, 0);

/// A replay under way.
pub(super) struct Replay {
    pub(super) playhouse: Playhouse,
    /// Who is told besides the inbox.
    pub(super) receivers: Receivers,
    /// The office (督办).
    pub(super) office: Office,
    /// The joint meeting.
    pub(super) gathering: Gathering,
    /// The approval bureau.
    pub(super) sender: Bureau,
    /// Everyone who may have to claim.
    pub(super) desks: Vec<Desk>,
    pub(super) board: Board,
    /// Working days in all.
    pub(super) days: usize,
    /// Decisions that were recorded.
    pub(super) decisions: i32,
    /// Deliveries that were made.
    pub(super) made: i32,
    /// Deliveries that were made before today.
    pub(super) made_before: i32,
    /// When today began.
    pub(super) today: Timestamp,
    /// Pushes that were late.
    pub(super) late: i32,
    /// Decisions that wait for a person to route them.
    pub(super) unrouted: Vec<String>,
}

/// A replay that is over. What is dropped first stands first.
pub(super) struct Played {
    /// Everything, left running.
    pub(super) playhouse: Playhouse,
    /// Who was told besides the inbox.
    pub(super) receivers: Receivers,
    /// Where the clock stands.
    pub(super) now: Timestamp,
}

/// A time of day in the county.
pub(super) fn at(date: Date, time: Time) -> Timestamp {
    let since_midnight = time.duration_since(Time::midnight());
    clock::start_of(date).saturating_add(since_midnight).unwrap_or(Timestamp::MAX)
}

impl Replay {
    /// A replay of so many working days.
    pub(super) async fn new(
        playhouse: Playhouse,
        receivers: Receivers,
        (office, gathering): (Office, Gathering),
        board: Board,
        days: usize,
    ) -> anyhow::Result<Self> {
        let sender = playhouse.stage.bureau(SENDER, Some("xzspj-01"))?;
        let asked = ListUnitsRequest { page_size: 500, ..ListUnitsRequest::default() };
        let mut desks = Vec::new();
        for unit in sender.directory().list_units(asked).await?.into_inner().units {
            if !matches!(unit.kind(), UnitKind::Approval | UnitKind::Other) {
                let bureau = playhouse.stage.bureau(&unit.code, Some(&format!("{}-01", unit.code)))?;
                desks.push(Desk { unit, bureau, done: Tally::default() });
            }
        }
        Ok(Self {
            playhouse,
            receivers,
            office,
            gathering,
            sender,
            desks,
            board,
            days,
            decisions: 0,
            made: 0,
            made_before: 0,
            today: Timestamp::UNIX_EPOCH,
            late: 0,
            unrouted: Vec::new(),
        })
    }

    /// Runs the month. Gives everything as it stands at the end.
    pub(super) async fn run(mut self, days: &[Day], pace: Duration) -> anyhow::Result<Played> {
        // The first tick is at once; a day that took longer than its time does not hurry the next.
        let mut pace = interval(pace.max(Duration::from_millis(1)));
        pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut now = Timestamp::UNIX_EPOCH;
        for (number, day) in (1..).zip(days) {
            pace.tick().await;
            (self.today, self.made_before) = (at(day.date, MORNING), self.made);
            self.playhouse.stage.set_clock(self.today)?;
            self.morning(number, day.date).await?;
            now = at(day.date, AFTERNOON);
            self.playhouse.stage.set_clock(now)?;
            self.afternoon(number, day).await?;
        }
        self.settle(now).await?;
        Ok(Played { playhouse: self.playhouse, receivers: self.receivers, now })
    }

    async fn morning(&mut self, number: usize, date: Date) -> anyhow::Result<()> {
        self.route_by_hand(date).await?;
        self.give_back(number, date).await?;
        for desk in &mut self.desks {
            desk.claim(number).await?;
        }
        self.let_leave().await?;
        self.oversee(date).await
    }

    async fn afternoon(&mut self, number: usize, day: &Day) -> anyhow::Result<()> {
        let is_wiped = self.wipe_broker(number)?;
        if let Some(file) = &day.file {
            self.record(day.date, file.clone()).await?;
        }
        if is_wiped {
            self.restart_broker(day).await?;
        }
        self.until_delivered().await?;
        self.show(number, day).await?;
        self.tell_news(day.date)
    }

    /// Records decisions out of a publicity file.
    async fn record(&mut self, date: Date, file: Vec<u8>) -> anyhow::Result<()> {
        let header = ImportHeader {
            file_name: format!("{date}.csv"),
            request_id: ids::RequestId::generate().0.to_string(),
            ..ImportHeader::default()
        };
        let imported = import::run(self.sender.approval(), header, file.into(), |_| {}).await;
        let imported = imported.map_err(|cut| cut.status).context("the import was refused")?;
        let summary = imported.summary;
        ensure!(
            summary.accepted == summary.rows,
            "{} rows were not accepted",
            summary.rows - summary.accepted
        );
        self.decisions += summary.accepted;
        self.made += summary.deliveries;
        for verdict in imported.verdicts.into_iter().filter(|verdict| verdict.outcome() == Outcome::Unrouted)
        {
            let why = verdict.problems.first().map_or("", |problem| &problem.message_zh);
            self.board.say(&format!("{date}  unrouted: {why}"))?;
            self.unrouted.push(verdict.decision_id);
        }
        Ok(())
    }
}
