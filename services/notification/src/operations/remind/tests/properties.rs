//! Whatever becomes of duties, and whichever replica dies: an oracle that knows the plan, the calendar and what was told before says
//! what is told next.

use std::{cell::Cell, collections::BTreeSet};

use clock::in_county;
use ids::SubscriptionId;
use jiff::{SignedDuration, Timestamp};
use proptest::{collection::vec, prelude::*, test_runner::TestRunner};
use proto::words::notification::{Channel, Level};
use tokio::runtime::Runtime;

use super::ledger_of_2026;
use crate::{
    model::{Subscription, SubscriptionState},
    operations,
    rules::receivers::Filter,
    tests::ledger::{Ledger, deadline, discharged, instant, new_duty, opened, redated},
};

/// Working days from the end of Mid-Autumn of 2026 on, over National Day, with its worked Saturday.
const WORKED: [&str; 21] = [
    "2026-09-28",
    "2026-09-29",
    "2026-09-30",
    "2026-10-08",
    "2026-10-09",
    "2026-10-10",
    "2026-10-12",
    "2026-10-13",
    "2026-10-14",
    "2026-10-15",
    "2026-10-16",
    "2026-10-19",
    "2026-10-20",
    "2026-10-21",
    "2026-10-22",
    "2026-10-23",
    "2026-10-26",
    "2026-10-27",
    "2026-10-28",
    "2026-10-29",
    "2026-10-30",
];
/// Who is told, from below.
const LADDER: [&str; 4] = ["handlers", "liaison", "leader", "overseer"];
/// Who owes each of the duties.
const UNITS: [&str; 3] = ["scjgj", "scjgj", "zjj"];
const FIRST: &str = "2026-09-25T00:00:00+08:00";
const LAST: &str = "2026-10-20T18:00:00+08:00";

/// Something that happens. Days are places among [`WORKED`].
#[derive(Clone, Debug)]
enum Happens {
    Opened { duty: usize, due: usize },
    Redated { duty: usize, later: usize },
    Discharged { duty: usize },
    HoursPass(i64),
    AReplicaDecides,
    AReplicaDies,
}

fn happens() -> impl Strategy<Value = Happens> {
    let duty = || 0..UNITS.len();
    prop_oneof![
        3 => (duty(), 0..9_usize).prop_map(|(duty, due)| Happens::Opened { duty, due }),
        2 => (duty(), 1..4_usize).prop_map(|(duty, later)| Happens::Redated { duty, later }),
        1 => duty().prop_map(|duty| Happens::Discharged { duty }),
        4 => (1..72_i64).prop_map(Happens::HoursPass),
        4 => Just(Happens::AReplicaDecides),
        2 => Just(Happens::AReplicaDies),
    ]
}

/// Whoever owes a duty relies on it: nothing is told twice, nothing of what is done, and what has come is told unless something later
/// has come since.
#[test]
fn whatever_happens_each_step_is_told_once_and_the_latest_that_has_come_is_told() {
    let runtime = Runtime::new().unwrap();
    let ledger = runtime.block_on(ledger_of_2026());
    runtime.block_on(listen(&ledger));
    let cases = ProptestConfig {
        cases: 16,
        max_shrink_iters: 200,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let told = Cell::new(0);
    let played = TestRunner::new(cases).run(&vec(happens(), 30), |story| {
        told.set(told.get() + runtime.block_on(play(&ledger, &story))?);
        Ok(())
    });
    // Its connections end while their runtime is there.
    runtime.block_on(async { drop(ledger) });
    played.unwrap_or_else(|error| panic!("{error}"));
    assert!(told.get() > 0, "no story told anything");
}

/// Plays a story in real and in the oracle; returns how much was told.
async fn play(ledger: &Ledger, story: &[Happens]) -> Result<usize, TestCaseError> {
    let mut oracle = Oracle::default();
    let mut now = instant(FIRST);
    for happens in story.iter().chain([&Happens::AReplicaDecides]) {
        match *happens {
            Happens::HoursPass(hours) => {
                now = (now + SignedDuration::from_hours(hours)).min(instant(LAST));
            }
            Happens::AReplicaDecides => {
                let mut tx = database::begin(&ledger.app.system).await.unwrap();
                while ledger.decide(&mut tx, now).await > 0 {}
                tx.commit().await.unwrap();
                oracle.decides(now);
                prop_assert_eq!(told(ledger, &oracle).await, oracle.lines(), "at {}", in_county(now));
            }
            Happens::AReplicaDies => {
                let mut tx = database::begin(&ledger.app.system).await.unwrap();
                ledger.decide(&mut tx, now).await;
                tx.rollback().await.unwrap();
                prop_assert_eq!(told(ledger, &oracle).await, oracle.lines(), "the dead have told something");
            }
            _ => said(ledger, &mut oracle, happens).await,
        }
    }
    prop_assert_eq!(messages(ledger, &oracle).await, oracle.messages());
    Ok(oracle.told.len())
}

/// A receiver of the first unit that listens on every rung, and one that hears what its leader hears.
async fn listen(ledger: &Ledger) {
    for (name, levels) in [("all", vec![]), ("leader", vec![Level::Leader])] {
        let new = Subscription {
            id: SubscriptionId::generate(),
            unit: UNITS[0].parse().unwrap(),
            official: "scjgj-01".parse().unwrap(),
            receiver: None,
            channel: Channel::Webhook,
            name: name.to_owned(),
            shown: String::new(),
            filter: Filter { levels, ..Filter::default() },
            overseer: false,
            state: SubscriptionState::Active,
            failing_since: None,
            created_at: instant(FIRST),
        };
        let mut tx = database::begin(&ledger.app.system).await.unwrap();
        operations::subscribe(&mut tx, &ledger.app.keys, &new, b"nowhere", name.as_bytes()).await.unwrap();
        tx.commit().await.unwrap();
    }
}

/// The duties that the messages to each receiver tell of, with their steps: each a line, doubles and all.
async fn messages(ledger: &Ledger, oracle: &Oracle) -> Vec<String> {
    let ids: Vec<String> = oracle.duties.iter().flatten().map(|duty| duty.id.clone()).collect();
    let lines = sqlx::query_scalar(
        "select concat_ws(' ', name, duty_id, to_char(at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI'))
         from notification.dispatch
         join notification.subscription on subscription.id = subscription_id
         join notification.notice on notice.id = dispatch.subject_id
         join notification.notice_duty on notice_duty.notice_id = notice.id
         where duty_id::text = any($1)",
    );
    let mut lines: Vec<String> = lines.bind(ids).fetch_all(&ledger.superuser).await.unwrap();
    lines.sort();
    lines
}

/// Something is said of a duty. What makes no sense is not said: nothing is opened twice, or redated to an earlier day.
async fn said(ledger: &Ledger, oracle: &mut Oracle, happens: &Happens) {
    let word = match *happens {
        Happens::Opened { duty, due } if oracle.duties[duty].is_none() => {
            let id = new_duty();
            let word = opened(&id, UNITS[duty], deadline(WORKED[due], 1));
            oracle.duties[duty] = Some(Duty { id, due, version: 1, open: true, last: None });
            word
        }
        Happens::Redated { duty, later } => {
            let Some(duty) = &mut oracle.duties[duty] else { return };
            duty.version += 1;
            duty.due = (duty.due + later).min(WORKED.len() - 1);
            redated(&duty.id, WORKED[duty.due], duty.version)
        }
        Happens::Discharged { duty } => {
            let Some(duty) = &mut oracle.duties[duty] else { return };
            duty.open = false;
            discharged(&duty.id)
        }
        _ => return,
    };
    ledger.hear("supervision", &[word]).await.unwrap();
}

/// What ought to be told.
#[derive(Default)]
struct Oracle {
    duties: [Option<Duty>; UNITS.len()],
    told: BTreeSet<String>,
}

struct Duty {
    id: String,
    /// Place of its last day.
    due: usize,
    /// Version of the calendar by which it was counted.
    version: i64,
    open: bool,
    /// The instant of the last step that was told.
    last: Option<Timestamp>,
}

impl Oracle {
    /// Of each duty that is still owed the latest step that has come, if it is later than the one that was told.
    fn decides(&mut self, now: Timestamp) {
        for duty in self.duties.iter_mut().flatten().filter(|duty| duty.open) {
            let come = steps(duty.due).into_iter().rfind(|(at, ..)| *at <= now);
            let Some((at, step, rungs)) = come.filter(|(at, ..)| duty.last.is_none_or(|last| last < *at))
            else {
                continue;
            };
            duty.last = Some(at);
            let when = in_county(at).strftime("%Y-%m-%d %H:%M");
            for level in &LADDER[..rungs] {
                self.told.insert(format!("{} {when} {level} {step}", duty.id));
            }
        }
    }

    fn lines(&self) -> Vec<String> {
        self.told.iter().cloned().collect()
    }

    /// What the two receivers of the first unit hear of: each duty and step once, the one on the lowest rung, the other on its own.
    fn messages(&self) -> Vec<String> {
        let mut heard = BTreeSet::new();
        for line in &self.told {
            let Some([id, day, time, level]) =
                line.split(' ').collect::<Vec<_>>().first_chunk::<4>().copied()
            else {
                continue;
            };
            let is_ours = |(place, duty): (usize, &Option<Duty>)| {
                UNITS[place] == UNITS[0] && duty.as_ref().is_some_and(|duty| duty.id == id)
            };
            if !self.duties.iter().enumerate().any(is_ours) {
                continue;
            }
            match level {
                "handlers" => drop(heard.insert(format!("all {id} {day} {time}"))),
                "leader" => drop(heard.insert(format!("leader {id} {day} {time}"))),
                _ => {}
            }
        }
        heard.into_iter().collect()
    }
}

/// The steps of a clock of one working day in the order of time: when, what, and how many rungs are told.
fn steps(due: usize) -> Vec<(Timestamp, &'static str, usize)> {
    let time = |day: &str, time: &str| instant(&format!("{day}T{time}:00+08:00"));
    let mut steps =
        vec![(time(WORKED[due], "08:30"), "due_today", 1), (time(WORKED[due], "15:30"), "due_soon", 2)];
    for (days_overdue, day) in (1..).zip(&WORKED[due + 1..]) {
        let (step, rungs) = if days_overdue <= 2 { ("overdue", 3) } else { ("escalated", 4) };
        steps.push((time(day, "08:30"), step, rungs));
    }
    steps
}

/// What was told of the duties of this story, each telling a line, doubles and all.
async fn told(ledger: &Ledger, oracle: &Oracle) -> Vec<String> {
    let ids: Vec<String> = oracle.duties.iter().flatten().map(|duty| duty.id.clone()).collect();
    let lines = sqlx::query_scalar(
        "select concat_ws(' ', duty_id, to_char(at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI'), level, step)
         from notification.notice join notification.notice_duty on notice_id = notice.id
         where duty_id::text = any($1)",
    );
    let mut lines: Vec<String> = lines.bind(ids).fetch_all(&ledger.superuser).await.unwrap();
    lines.sort();
    lines
}
