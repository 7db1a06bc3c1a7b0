//! What services say of their duties, in any order and more than once, in a real database as the real role.

use std::{sync::Arc, time::Duration};

use clock::Clock;
use ids::{DutyId, MessageId};
use jiff::Timestamp;
use mailbox::{Handle, Outbox, Received, Rejected};
use proptest::{prelude::*, test_runner::TestRunner};
use proto::{
    duty::v1::{DutyDischarged, DutyOpened, DutyRedated, DutyWithdrawn},
    reference::v1::{CalendarYear, CalendarYearLoaded},
    r#type::v1::{Deadline, ExplainedDay},
};
use reference::Reference;
use serde_json::Value;
use shell::{Doors, timestamp_to_proto};
use sqlx::{PgConnection, PgPool};
use testkit::Database;
use tokio_util::sync::CancellationToken;

use crate::{App, MIGRATORS, model::DutyKinds, rules::office_hours::tests::USUAL, sweeps};

/// A ledger in a database of its own.
struct Ledger {
    app: App,
    superuser: PgPool,
    _database: Database,
}

impl Ledger {
    async fn new() -> Self {
        let database = Database::create("notification", &MIGRATORS).await;
        let pool = |options| database::pool(options, 2);
        let system = pool(database.system());
        let app = App {
            doors: Doors {
                rpc: pool(database.rpc()),
                outbox: Outbox::new("notification"),
                clock: Clock::manual(instant("2026-10-08T09:00:00+08:00")),
            },
            reference: Reference::new(system.clone()),
            system,
            kinds: Arc::new(DutyKinds::bundled().unwrap()),
            office_hours: USUAL,
            heartbeat: Duration::from_secs(1),
            shutdown: CancellationToken::new(),
        };
        Self { app, superuser: pool(database.superuser()), _database: database }
    }

    async fn load(&self, year: i32) {
        let data = calendar(year);
        let calendar = CalendarYear { year, notice: String::new(), version: 1, data };
        let mut tx = database::begin(&self.app.system).await.unwrap();
        let event = received("approval", CalendarYearLoaded { calendar: Some(calendar) });
        self.app.reference.handle(&mut tx, &[event]).await.unwrap();
        tx.commit().await.unwrap();
        self.app.reference.refresh().await.unwrap();
    }

    /// What `sender` says, each run of one kind handed over together.
    async fn hear(&self, sender: &str, said: &[Said]) -> Result<(), Rejected> {
        let mut tx = database::begin(&self.app.system).await?;
        for run in said.chunk_by(|one, next| std::mem::discriminant(one) == std::mem::discriminant(next)) {
            hand_over(&self.app, &mut tx, sender, run).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// The row of a duty, what the board counts of its unit, and whether a watch was told of it.
    async fn known(&self, duty: &str, unit: &str) -> (Value, i64, Vec<String>, bool) {
        let row = sqlx::query_scalar("select to_jsonb(duty) from notification.duty where id = $1::uuid");
        let row = row.bind(duty).fetch_one(&self.superuser).await.unwrap();
        let board: Vec<(String, i64)> = sqlx::query_as(
            "select due_order::text, open from notification.tally where owed_by = $1 and open <> 0",
        )
        .bind(unit)
        .fetch_all(&self.superuser)
        .await
        .unwrap();
        let told =
            sqlx::query_scalar("select exists (select from notification.change where duty_id = $1::uuid)");
        let told = told.bind(duty).fetch_one(&self.superuser).await.unwrap();
        let open = board.iter().map(|(_, open)| open).sum();
        (row, open, board.into_iter().map(|(due, _)| due).collect(), told)
    }
}

/// Something that is said of a duty.
#[derive(Clone, Debug)]
enum Said {
    Opened(DutyOpened),
    Redated(DutyRedated),
    Discharged(DutyDischarged),
    Withdrawn(DutyWithdrawn),
}

async fn hand_over(app: &App, tx: &mut PgConnection, sender: &str, run: &[Said]) -> Result<(), Rejected> {
    let (mut opened, mut redated, mut discharged, mut withdrawn) = (vec![], vec![], vec![], vec![]);
    for said in run.iter().cloned() {
        match said {
            Said::Opened(event) => opened.push(received(sender, event)),
            Said::Redated(event) => redated.push(received(sender, event)),
            Said::Discharged(event) => discharged.push(received(sender, event)),
            Said::Withdrawn(event) => withdrawn.push(received(sender, event)),
        }
    }
    app.handle(tx, &opened).await?;
    app.handle(tx, &redated).await?;
    app.handle(tx, &discharged).await?;
    app.handle(tx, &withdrawn).await
}

fn received<E>(sender: &str, event: E) -> Received<E> {
    let received_at = instant("2026-10-08T09:00:00+08:00");
    Received { id: MessageId::generate(), sender: sender.to_owned(), received_at, event }
}

fn instant(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn calendar(year: i32) -> String {
    match workdays::bundled_years().into_iter().find(|(bundled, _)| *bundled == year) {
        Some((_, data)) => data.to_owned(),
        None => format!(
            "year = {year}\nnotice = \"示例〔{}〕1号\"\noff = [{{ date = \"{year}-01-01\", name = \"元旦\" }}]\nwork = []",
            year - 1
        ),
    }
}

/// A count of a clock of one working day that ends with `day`, by the sender's calendar of this version.
fn deadline(day: &str, version: i64) -> Deadline {
    let end = day.parse::<jiff::civil::Date>().unwrap().tomorrow().unwrap();
    Deadline {
        start_time: Some(timestamp_to_proto(instant("2026-10-01T09:00:00+08:00"))),
        working_days: 1,
        due_time: Some(timestamp_to_proto(clock::start_of(end))),
        days: vec![ExplainedDay { date: day.to_owned(), counted: true, ..ExplainedDay::default() }],
        rule: "C2/1".to_owned(),
        calendar_version: version,
        ..Deadline::default()
    }
}

fn opened(duty: &str, unit: &str, deadline: impl Into<Option<Deadline>>) -> Said {
    Said::Opened(DutyOpened {
        duty_id: duty.to_owned(),
        kind: "C2".to_owned(),
        owed_by: unit.to_owned(),
        owed_to: "xzspj".to_owned(),
        subject_type: "delivery".to_owned(),
        subject_id: duty.to_owned(),
        title: "食品经营许可　示例〔2026〕1号".to_owned(),
        deadline: deadline.into(),
        item_code: "XK3713220002".to_owned(),
    })
}

fn redated(duty: &str, day: &str, version: i64) -> Said {
    Said::Redated(DutyRedated {
        duty_id: duty.to_owned(),
        deadline: Some(deadline(day, version)),
        ..DutyRedated::default()
    })
}

fn discharged(duty: &str) -> Said {
    let at = timestamp_to_proto(instant("2026-10-09T10:00:00+08:00"));
    Said::Discharged(DutyDischarged { duty_id: duty.to_owned(), discharge_time: Some(at) })
}

fn new_duty() -> String {
    DutyId::generate().to_string()
}

/// All that is said of one duty, as it happened.
fn story(duty: &str, unit: &str, ends: bool) -> Vec<Said> {
    let mut said = vec![
        opened(duty, unit, deadline("2026-10-08", 1)),
        redated(duty, "2026-10-09", 2),
        redated(duty, "2026-10-10", 3),
    ];
    said.extend(ends.then(|| discharged(duty)));
    said
}

/// Each of `count` things once and up to four again, in any order; and how many arrive together.
fn orders(count: usize) -> impl Strategy<Value = (Vec<usize>, usize)> {
    let again = prop::collection::vec(0..count, 0..4);
    let shuffled = again.prop_map(move |again| (0..count).chain(again).collect::<Vec<_>>()).prop_shuffle();
    (shuffled, 1..5_usize)
}

#[test]
fn in_whatever_order_and_however_often_it_is_said_the_ledger_knows_the_same() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let ledger = runtime.block_on(async {
        let ledger = Ledger::new().await;
        ledger.load(2026).await;
        ledger
    });
    for ends in [false, true] {
        let expected = runtime.block_on(told(&ledger, ends, &[0, 1, 2, 3][..3 + usize::from(ends)], 1));
        assert_eq!(expected.1, i64::from(!ends), "the board counts it while it is open");
        let mut runner = TestRunner::new(ProptestConfig::with_cases(100));
        let same = runner.run(&orders(3 + usize::from(ends)), |(order, together)| {
            let known = runtime.block_on(told(&ledger, ends, &order, together));
            prop_assert_eq!(&known, &expected);
            Ok(())
        });
        same.unwrap();
    }
    runtime.block_on(async move { drop(ledger) });
}

/// What is known of a new duty of a new unit once its story was told in this order; without what differs by nature.
async fn told(
    ledger: &Ledger,
    ends: bool,
    order: &[usize],
    together: usize,
) -> (Value, i64, Vec<String>, bool) {
    let duty = new_duty();
    let unit = format!("u{}", &duty.replace('-', "")[8..]);
    let story = story(&duty, &unit, ends);
    let said: Vec<Said> = order.iter().map(|at| story[*at].clone()).collect();
    for batch in said.chunks(together) {
        ledger.hear("supervision", batch).await.unwrap();
    }
    let mut known = ledger.known(&duty, &unit).await;
    for own in ["id", "subject_id", "owed_by"] {
        known.0.as_object_mut().unwrap().remove(own);
    }
    known
}

#[tokio::test]
async fn what_another_service_keeps_and_what_makes_no_sense_is_parked_without_its_content() {
    let ledger = Ledger::new().await;
    ledger.load(2026).await;
    let duty = new_duty();
    let story = story(&duty, "scjgj", false);
    ledger.hear("supervision", &story).await.unwrap();
    let before = ledger.known(&duty, "scjgj").await;
    let refused = ledger.hear("approval", &[discharged(&duty)]).await.unwrap_err();
    assert_eq!(refused.to_string(), format!("park: the duty {duty} is kept by another service"));

    for nonsense in [
        opened(&new_duty(), "县局", deadline("2026-10-08", 1)),
        opened(&new_duty(), "scjgj", None),
        opened("not an id", "scjgj", deadline("2026-10-08", 1)),
        Said::Redated(DutyRedated { duty_id: duty.clone(), ..DutyRedated::default() }),
        Said::Discharged(DutyDischarged { duty_id: duty.clone(), discharge_time: None }),
        Said::Withdrawn(DutyWithdrawn { duty_id: duty.clone(), ..DutyWithdrawn::default() }),
    ] {
        let Err(Rejected::Park(cause)) = ledger.hear("supervision", std::slice::from_ref(&nonsense)).await
        else {
            panic!("{nonsense:?} was not parked");
        };
        assert!(cause.starts_with("message ") && cause.ends_with(" cannot be read"), "{cause}");
    }
    assert_eq!(ledger.known(&duty, "scjgj").await, before);
}

#[tokio::test]
async fn a_duty_that_fell_away_keeps_why_and_is_on_no_board() {
    let ledger = Ledger::new().await;
    let duty = new_duty();
    let withdrawn = Said::Withdrawn(DutyWithdrawn {
        duty_id: duty.clone(),
        withdraw_time: Some(timestamp_to_proto(instant("2026-10-08T10:00:00+08:00"))),
        reason: "returned".to_owned(),
    });
    ledger
        .hear("supervision", &[withdrawn, opened(&duty, "scjgj", deadline("2026-10-09", 1))])
        .await
        .unwrap();
    let (row, open, ..) = ledger.known(&duty, "scjgj").await;
    assert_eq!(
        (row["state"].as_str(), row["withdraw_reason"].as_str()),
        (Some("withdrawn"), Some("returned"))
    );
    assert_eq!(open, 0);
}

/// The end of a year: deep red cannot be said, and is once the next year is known.
#[tokio::test]
async fn a_lamp_that_could_not_be_said_is_said_once_the_calendar_reaches_far_enough() {
    let ledger = Ledger::new().await;
    ledger.load(2026).await;
    let duty = new_duty();
    ledger.hear("supervision", &[opened(&duty, "scjgj", deadline("2026-12-31", 1))]).await.unwrap();
    let [light_lamps, forget] = &sweeps::all(&ledger.app)[..] else { panic!("two sweeps") };
    let deep_red = async || ledger.known(&duty, "scjgj").await.0["deep_red_at"].clone();
    assert_eq!(light_lamps.pass().await.unwrap(), 0, "nothing has changed");
    assert_eq!(deep_red().await, Value::Null);

    ledger.load(2027).await;
    assert_eq!(light_lamps.pass().await.unwrap(), 1);
    assert_eq!(light_lamps.pass().await.unwrap(), 0, "once a change of the calendar");
    let expected = instant("2027-01-06T00:00:00+08:00");
    assert_eq!(deep_red().await.as_str().unwrap().parse::<Timestamp>().unwrap(), expected);

    let (_, open, ..) = ledger.known(&duty, "scjgj").await;
    assert_eq!(open, 1, "it is still counted once");
    let told = sqlx::query_scalar::<_, i64>("select count(*) from notification.change");
    assert_eq!(told.fetch_one(&ledger.superuser).await.unwrap(), 1, "a lamp is no news");
    assert_eq!(forget.pass().await.unwrap(), 1, "the count of its earlier lamp is empty");
}
