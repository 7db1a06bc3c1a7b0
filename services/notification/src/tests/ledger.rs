//! A ledger to try things on: a real database, the real roles, a clock that tests move.

use std::{sync::Arc, time::Duration};

use channels::{Allowed, Walls};
use clock::Clock;
use ids::{DutyId, MessageId};
use jiff::Timestamp;
use mailbox::{Event, Handle, Outbox, Received, Rejected};
use proto::{
    duty::v1::{DutyDischarged, DutyOpened, DutyRedated, DutyWithdrawn, SubjectKind},
    reference::v1 as directory,
    r#type::v1::{Deadline, ExplainedDay},
};
use reference::{Reference, Role};
use seal::{Index, Keyring};
use serde_json::Value;
use shell::{Act, Caller, Official, Read, Resources, timestamp_to_proto};
use sqlx::{PgConnection, PgPool};
use testkit::Database;
use tokio_util::sync::CancellationToken;
use tonic::{Request, Response, Status};

use crate::{
    App, MIGRATORS, Robots, Sending,
    model::DutyKinds,
    operations::{self, Timetable},
    rules::{office_hours::tests::USUAL, reminder_plan::ReminderPlans},
    sending::{Messages, Pace, Post},
};

/// A ledger in a database of its own.
pub(crate) struct Ledger {
    pub(crate) app: App,
    pub(crate) superuser: PgPool,
    _database: Database,
}

impl Ledger {
    /// What a caller is answered.
    pub(crate) async fn read<Q: Read<App>>(&self, caller: &Caller, request: Q) -> Q::Answer {
        let mut request = Request::new(request);
        request.extensions_mut().insert(caller.clone());
        shell::read(&self.app, request).await.unwrap().into_inner()
    }

    /// What a caller is answered who writes.
    pub(crate) async fn act<Q: Act<App>>(&self, caller: &Caller, request: Q) -> Result<Q::Answer, Status> {
        let mut request = Request::new(request);
        request.extensions_mut().insert(caller.clone());
        shell::act(&self.app, request).await.map(Response::into_inner)
    }

    pub(crate) async fn new() -> Self {
        let database = Database::create("notification", &MIGRATORS).await;
        let pool = |options| database::pool(options, 2);
        let system = pool(database.system());
        let app = App {
            resources: Resources {
                rpc: pool(database.rpc()),
                outbox: Outbox::new("notification"),
                clock: Clock::manual(instant("2026-10-08T09:00:00+08:00")),
            },
            reference: Reference::new(system.clone()),
            system,
            kinds: Arc::new(DutyKinds::bundled()),
            messages: Arc::new(Messages::bundled().unwrap()),
            post: Post::new(&sending(), &[], Clock::manual(instant("2026-10-08T09:00:00+08:00"))).unwrap(),
            pace: PACE,
            keys: keys(),
            index: index(),
            link: String::new(),
            plans: Arc::new(ReminderPlans::bundled().unwrap()),
            office_hours: USUAL,
            heartbeat: Duration::from_secs(1),
            shutdown: CancellationToken::new(),
        };
        let ledger = Self { app, superuser: pool(database.superuser()), _database: database };
        ledger.is_proven_until("infinity").await;
        ledger
    }

    /// All that was done before this instant is known here.
    pub(crate) async fn is_proven_until(&self, instant: &str) {
        sqlx::query(
            "insert into notification.transit_check (sender, proven_until)
             select sender, $1::timestamptz from unnest(array['approval', 'supervision']) as sender
             on conflict (sender) do update set proven_until = excluded.proven_until",
        )
        .bind(instant)
        .execute(&self.superuser)
        .await
        .unwrap();
    }

    /// Enters an official of a unit.
    pub(crate) async fn official(&self, id: &str, unit: &str, roles: &[Role]) {
        self.enter(id, unit, roles, 1).await;
    }

    /// Lets an official leave.
    pub(crate) async fn leaves(&self, id: &str, unit: &str) {
        self.enter(id, unit, &[], 2).await;
    }

    async fn enter(&self, id: &str, unit: &str, roles: &[Role], version: i64) {
        let roles: Vec<i32> = roles.iter().map(|role| directory::Role::from(*role).into()).collect();
        let official = directory::Official {
            id: id.to_owned(),
            unit: unit.to_owned(),
            label: "岗位".to_owned(),
            active: !roles.is_empty(),
            roles,
            version,
        };
        let mut tx = database::begin(&self.app.system).await.unwrap();
        let event = received("approval", directory::OfficialChanged { official: Some(official) });
        self.app.reference.handle(&mut tx, &[event]).await.unwrap();
        tx.commit().await.unwrap();
        self.app.reference.refresh().await.unwrap();
    }

    /// A transaction as the role that serves callers, for a unit.
    pub(crate) async fn as_unit(&self, unit: &str) -> database::Tx {
        let mut tx = database::begin(&self.app.resources.rpc).await.unwrap();
        sqlx::query("select set_config('app.unit', $1, true)").bind(unit).execute(&mut *tx).await.unwrap();
        tx
    }

    /// Decides about a batch of duties; returns how many.
    pub(crate) async fn decide(&self, tx: &mut PgConnection, now: Timestamp) -> usize {
        let calendar = self.app.reference.calendar();
        let by = Timetable { kinds: &self.app.kinds, plans: &self.app.plans, calendar: &calendar };
        operations::remind(tx, &by, &self.app.reference.directory(), now).await.unwrap()
    }

    pub(crate) async fn load(&self, year: i32) {
        let data = calendar(year);
        let calendar = directory::CalendarYear { year, notice: String::new(), version: 1, data };
        let mut tx = database::begin(&self.app.system).await.unwrap();
        let event = received("approval", directory::CalendarYearLoaded { calendar: Some(calendar) });
        self.app.reference.handle(&mut tx, &[event]).await.unwrap();
        tx.commit().await.unwrap();
        self.app.reference.refresh().await.unwrap();
    }

    /// What `sender` says, each run of one kind handed over together.
    pub(crate) async fn hear(&self, sender: &str, said: &[Said]) -> Result<(), Rejected> {
        let mut tx = database::begin(&self.app.system).await?;
        for run in said.chunk_by(|one, next| std::mem::discriminant(one) == std::mem::discriminant(next)) {
            hand_over(&self.app, &mut tx, sender, run).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// What `sender` says of something else.
    pub(crate) async fn take<E: Event>(&self, sender: &str, event: E)
    where
        App: Handle<E>,
    {
        let mut tx = database::begin(&self.app.system).await.unwrap();
        self.app.handle(&mut tx, &[received(sender, event)]).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// The row of a duty, what the board counts of its unit, and whether a watch was told of it.
    pub(crate) async fn known(&self, duty: &str, unit: &str) -> (Value, i64, Vec<String>, bool) {
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
pub(crate) enum Said {
    Opened(DutyOpened),
    Redated(DutyRedated),
    Discharged(DutyDischarged),
    Withdrawn(DutyWithdrawn),
}

async fn hand_over(app: &App, tx: &mut PgConnection, sender: &str, run: &[Said]) -> Result<(), Rejected> {
    let mut opened = vec![];
    let mut redated = vec![];
    let mut discharged = vec![];
    let mut withdrawn = vec![];
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

/// A key that lives as long as the test.
fn keys() -> Keyring {
    let folder = testkit::Folder::create().unwrap();
    std::fs::write(folder.path().join("2026.key"), "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=").unwrap();
    Keyring::load_dir(folder.path()).unwrap()
}

fn index() -> Index {
    let folder = testkit::Folder::create().unwrap();
    let file = folder.path().join("index.key");
    std::fs::write(&file, "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=").unwrap();
    Index::load(&file).unwrap()
}

/// As in the default settings.
const PACE: Pace =
    Pace { webhook: 0, webhook_at_once: 4, email: 30, sms: 5, wecom: 20, dingtalk: 20, feishu: 100 };

/// This machine may be reached; there is no mail server.
pub(crate) fn sending() -> Sending {
    let robots = Robots {
        wecom: String::new(),
        dingtalk: String::new(),
        feishu: String::new(),
        allowed: Allowed::default(),
    };
    let walls = Walls { cluster: Vec::new(), loopback: true };
    Sending {
        link: String::new(),
        walls,
        robots,
        mail: None,
        sms: None,
        pace: PACE,
        authorities: None,
        allowed: std::collections::BTreeMap::new(),
    }
}

fn received<E>(sender: &str, event: E) -> Received<E> {
    let received_at = instant("2026-10-08T09:00:00+08:00");
    Received { id: MessageId::generate(), sender: sender.to_owned(), received_at, traceparent: None, event }
}

/// An official of a unit who calls.
pub(crate) fn acting(unit: &str, official: &str, role: Role) -> Caller {
    Caller {
        unit: unit.parse().unwrap(),
        key: "00".to_owned(),
        system: "test".to_owned(),
        official: Some(Official { id: official.parse().unwrap() }),
        roles: vec![role],
    }
}

pub(crate) fn instant(text: &str) -> Timestamp {
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
pub(crate) fn deadline(day: &str, version: i64) -> Deadline {
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

pub(crate) fn opened(duty: &str, unit: &str, deadline: impl Into<Option<Deadline>>) -> Said {
    Said::Opened(DutyOpened {
        duty_id: duty.to_owned(),
        kind: "C2".to_owned(),
        owed_by: unit.to_owned(),
        owed_to: "xzspj".to_owned(),
        subject_type: SubjectKind::Delivery.into(),
        subject_id: duty.to_owned(),
        title: "食品经营许可　示例〔2026〕1号".to_owned(),
        subject_name: "食品经营许可".to_owned(),
        subject_number: "示例〔2026〕1号".to_owned(),
        deadline: deadline.into(),
        item_code: "XK3713220002".to_owned(),
        ..DutyOpened::default()
    })
}

/// A claim of scjgj about this item.
pub(crate) fn opened_of(duty: &str, item: &str, deadline: Deadline) -> Said {
    match opened(duty, "scjgj", deadline) {
        Said::Opened(event) => Said::Opened(DutyOpened { item_code: item.to_owned(), ..event }),
        other => other,
    }
}

pub(crate) fn redated(duty: &str, day: &str, version: i64) -> Said {
    Said::Redated(DutyRedated {
        duty_id: duty.to_owned(),
        deadline: Some(deadline(day, version)),
        ..DutyRedated::default()
    })
}

pub(crate) fn discharged(duty: &str) -> Said {
    let at = timestamp_to_proto(instant("2026-10-09T10:00:00+08:00"));
    Said::Discharged(DutyDischarged { duty_id: duty.to_owned(), discharge_time: Some(at) })
}

pub(crate) fn new_duty() -> String {
    DutyId::generate().to_string()
}
