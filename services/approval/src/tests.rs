//! What a decision costs the database, as the real role.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
    time::Duration,
};

use clock::Clock;
use exchange::{Exchange, Keys};
use ids::RequestId;
use jiff::Timestamp;
use mailbox::Outbox;
use proto::{
    approval::v1::RecordDecisionRequest,
    exchange::v1::{
        CounterpartyKind, DecisionKind, LicenceDecision, LicenceKind, PersonalData, PublishedState,
    },
};
use reference::Reference;
use seal::{Index, Keyring};
use shell::{Caller, Official, Resources, Role};
use sqlx::{AssertSqlSafe, PgPool};
use testkit::Database;
use tokio_util::sync::CancellationToken;
use tonic::Request;
use tracing::{
    Event, Subscriber,
    field::{Field, Visit},
};
use tracing_subscriber::{
    Layer,
    layer::{Context, SubscriberExt},
};

use crate::{
    App, MIGRATORS,
    host::Approval,
    import_places::ImportPlaces,
    operations::{
        KnownGrounds,
        seed::{Seed, seed},
    },
};

const NOW: &str = "2026-10-08T10:00:00+08:00";

/// The first words of every statement that is sent.
#[derive(Clone, Default)]
struct Statements(Arc<Mutex<Vec<String>>>);

impl<S: Subscriber> Layer<S> for Statements {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if event.metadata().target() == "sqlx::query" {
            let mut words = Words::default();
            event.record(&mut words);
            self.0.lock().unwrap().push(words.0);
        }
    }
}

#[derive(Default)]
struct Words(String);

impl Visit for Words {
    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "summary" {
            value.split(['(', '…']).next().unwrap_or_default().trim().clone_into(&mut self.0);
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn std::fmt::Debug) {}
}

async fn app(database: &Database) -> App {
    let pool = |options| database::pool(options, 2);
    let folder = testkit::Folder::create().unwrap();
    let key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    let file = folder.path().join("2026.key");
    std::fs::write(&file, key).unwrap();
    let keyring = || Keyring::load_dir(folder.path()).unwrap();
    let now: Timestamp = NOW.parse().unwrap();
    let system = pool(database.system());
    for peer in ["supervision", "notification"] {
        mailbox::enrol(&system, peer).await.unwrap();
    }
    let outbox = Outbox::new("approval");
    let mut tx = database::begin(&system).await.unwrap();
    seed(&outbox, &mut tx, now, Seed { lists: true, officials: true, pins: Vec::new() }).await.unwrap();
    tx.commit().await.unwrap();
    let reference = Reference::new(system.clone());
    reference.refresh().await.unwrap();
    App {
        exchange: Exchange {
            resources: Resources { rpc: pool(database.rpc()), outbox, clock: Clock::manual(now) },
            reference,
            keys: Keys { at_rest: keyring(), transport: keyring() },
            host: Arc::new(Approval),
            heartbeat: Duration::from_secs(1),
            shutdown: CancellationToken::new(),
        },
        system,
        index: Index::load(&file).unwrap(),
        grounds: KnownGrounds::default(),
        imports: Arc::new(ImportPlaces::new()),
        first_day: None,
    }
}

async fn record(app: &App, number: &str) {
    let text = ToOwned::to_owned;
    let decision = LicenceDecision {
        item_code: text("XK3713220003"),
        item_name: text("示例许可"),
        case_number: format!("BJ-{number}"),
        decision_kind: DecisionKind::Grant.into(),
        counterparty_name: text("示例药店有限公司"),
        counterparty_kind: CounterpartyKind::Organisation.into(),
        counterparty_uscc: text("91371322YYYY00012D"),
        premises_address: text("示例路1号"),
        division_code: text("371322"),
        document_name: text("准予行政许可决定书"),
        document_number: format!("示例审批许字〔2026〕{number}号"),
        licence_kind: LicenceKind::Ordinary.into(),
        certificate_name: text("示例许可证"),
        certificate_number: format!("SL{number}"),
        content: text("示例许可内容"),
        decided_on: text("2026-10-08"),
        valid_from: text("2026-10-08"),
        valid_to: text("2031-10-07"),
        deciding_authority: text("县行政审批服务局"),
        deciding_authority_uscc: text("11371322YYYY000553"),
        data_source: text("县行政审批服务局"),
        data_source_uscc: text("11371322YYYY000553"),
        published_state: PublishedState::Valid.into(),
        ..LicenceDecision::default()
    };
    let personal = PersonalData {
        legal_representative: text("钱示例"),
        contact_name: text("孙示例"),
        contact_phone: text("19900000000"),
        ..PersonalData::default()
    };
    let mut request = Request::new(RecordDecisionRequest {
        request_id: RequestId::generate().0.to_string(),
        decision: Some(decision),
        personal: Some(personal),
        ..RecordDecisionRequest::default()
    });
    request.extensions_mut().insert(Caller {
        unit: "xzspj".parse().unwrap(),
        key: "00".to_owned(),
        system: "test".to_owned(),
        official: Some(Official { id: "xzspj-01".parse().unwrap() }),
        roles: vec![Role::Approver],
    });
    let answer = shell::act(app, request).await.unwrap().into_inner();
    assert!(!answer.decision.unwrap().push_id.is_empty(), "it is pushed");
}

/// How many rows each table has.
async fn rows(database: &PgPool) -> BTreeMap<String, i64> {
    let tables: Vec<String> = sqlx::query_scalar(
        "select format('%I.%I', schemaname, tablename) from pg_tables
         where schemaname not in ('pg_catalog', 'information_schema')",
    )
    .fetch_all(database)
    .await
    .unwrap();
    let mut rows = BTreeMap::new();
    for table in tables {
        let count = sqlx::query_scalar(AssertSqlSafe(format!("select count(*) from {table}")));
        rows.insert(table, count.fetch_one(database).await.unwrap());
    }
    rows
}

/// Nothing that is the same for every decision is read for each: of that only the version.
#[tokio::test]
async fn a_decision_costs_these_statements_and_rows() {
    let database = Database::create("approval", &MIGRATORS).await;
    let superuser = database::pool(database.superuser(), 1);
    let app = app(&database).await;
    record(&app, "1").await;
    let before = rows(&superuser).await;
    let statements = Statements::default();
    {
        let subscriber = tracing_subscriber::registry().with(statements.clone());
        let _guard = tracing::subscriber::set_default(subscriber);
        record(&app, "2").await;
    }
    let mut sent = statements.0.lock().unwrap().clone();
    // With which the pool makes sure of each connection that comes back: now, or later.
    sent.retain(|words| words != "rollback");
    assert_eq!(
        sent,
        [
            "select set_config",
            "insert into shell.request",
            "select version from approval.grounds",
            "select id, unit, document_number,",
            "insert into approval.decision",
            "insert into exchange.push",
            "insert into exchange.routing",
            "insert into exchange.delivery",
            "select pg_advisory_xact_lock_shared",
            "with said as materialized",
            "with done as materialized",
            "COMMIT",
        ]
    );
    let mut written = rows(&superuser).await;
    written.retain(|table, rows| {
        *rows -= before.get(table).unwrap_or(&0);
        *rows != 0
    });
    let written: Vec<_> = written.iter().map(|(table, rows)| (table.as_str(), *rows)).collect();
    assert_eq!(
        written,
        [
            ("approval.decision", 1),
            ("exchange.delivery", 1),
            ("exchange.push", 1),
            ("exchange.routing", 1),
            ("mailbox.message", 2),
            ("mailbox.todo", 2),
            ("shell.audit", 1),
            ("shell.request", 1),
        ],
        "the messages are the push, and the duty to push, opened and done"
    );
}
