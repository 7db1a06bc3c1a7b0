//! A database with one table of effects, and callers.

use database::Tx;
use ids::Uuid;
use proto::mailbox::v1::ReplayParkedMessageResponse;
use shell::{Attempt, Caller, Doors, Error, Official, Role, Write};
use sqlx::{AssertSqlSafe, PgConnection, PgPool};
use testkit::Database;

/// Some answer.
pub(crate) type Answer = ReplayParkedMessageResponse;

pub(crate) const RPC: &str = "/shenguan.exchange.v1.DeliveryService/ClaimDelivery";

pub(crate) struct Stage {
    pub(crate) doors: Doors,
    pub(crate) system: PgPool,
    /// Bypasses every policy: to inspect.
    pub(crate) superuser: PgPool,
    _database: Database,
}

impl Stage {
    pub(crate) async fn new() -> Self {
        Self::with_connections(8).await
    }

    pub(crate) async fn with_connections(most: u32) -> Self {
        let migrators = [&mailbox::MIGRATOR, &reference::MIGRATOR, &shell::MIGRATOR];
        let database = Database::create("supervision", &migrators).await;
        let superuser = database::pool(database.superuser(), 4);
        sqlx::raw_sql(
            "create schema stage; create table stage.effect (id uuid);
            grant usage on schema stage to shenguan_rpc; grant insert on stage.effect to shenguan_rpc",
        )
        .execute(&superuser)
        .await
        .unwrap();
        let doors = Doors {
            rpc: database::pool(database.rpc(), most),
            outbox: mailbox::Outbox::new("supervision"),
            clock: clock::Clock::manual("2026-10-08T08:30:00+08:00".parse().unwrap()),
        };
        Self { doors, system: database::pool(database.system(), 4), superuser, _database: database }
    }

    pub(crate) async fn count(&self, what: &str) -> i64 {
        let statement = AssertSqlSafe(format!("select count(*) from {what}"));
        sqlx::query_scalar(statement).fetch_one(&self.superuser).await.unwrap()
    }

    pub(crate) async fn effects(&self) -> i64 {
        self.count("stage.effect").await
    }

    pub(crate) async fn system_tx(&self) -> Tx {
        database::begin(&self.system).await.unwrap()
    }
}

pub(crate) fn caller(unit: &str) -> Caller {
    Caller {
        unit: unit.parse().unwrap(),
        key: String::new(),
        system: "业务系统".to_owned(),
        official: Some(Official { id: format!("{unit}-01").parse().unwrap() }),
        roles: vec![Role::Claimant],
    }
}

pub(crate) fn attempt<'a>(request_id: &'a str, body: &'a [u8]) -> Attempt<'a> {
    Attempt { rpc: RPC, request_id, validate_only: false, body }
}

/// A new request id.
pub(crate) fn request_id() -> String {
    ids::MessageId::generate().to_string()
}

/// Writes an effect, and answers with its id: another execution would give another answer.
pub(crate) async fn write_effect(
    doors: &Doors,
    caller: &Caller,
    attempt: Attempt<'_>,
) -> Result<Answer, Error> {
    let mut open = match Write::begin(doors, caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(open) => open,
    };
    let id = ids::MessageId::generate().0;
    insert_effect(open.tx(), id).await;
    open.commit(&[id.to_string()], Answer { handled: true, cause: id.to_string() }).await
}

pub(crate) async fn insert_effect(tx: &mut PgConnection, id: Uuid) {
    sqlx::query("insert into stage.effect (id) values ($1)").bind(id).execute(tx).await.unwrap();
}

pub(crate) fn reason(error: &Error) -> &'static str {
    match error {
        Error::Refused(refusal) => refusal.reason,
        other => panic!("no refusal: {other}"),
    }
}
