//! A database with one table of effects, and callers.

use database::Tx;
use ids::Uuid;
use proto::exchange::v1::{
    ClaimDeliveryRequest, ClaimDeliveryResponse, Delivery, ReturnDeliveryRequest, ReturnDeliveryResponse,
};
use refusal::Refusal;
use shell::{Act, Caller, Context, Done, Error, Official, Resources, Role, Serves};
use sqlx::{AssertSqlSafe, PgConnection, PgPool};
use testkit::Database;
use tonic::{Request, Status};
use tonic_types::StatusExt;

pub(crate) const RPC: &str = "/shenguan.exchange.v1.DeliveryService/ClaimDelivery";

pub(crate) struct Stage {
    pub(crate) resources: Resources,
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
        let resources = Resources {
            rpc: database::pool(database.rpc(), most),
            outbox: mailbox::Outbox::new("supervision"),
            clock: clock::Clock::manual("2026-10-08T08:30:00+08:00".parse().unwrap()),
        };
        Self { resources, system: database::pool(database.system(), 4), superuser, _database: database }
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

/// A new request id.
pub(crate) fn request_id() -> String {
    ids::MessageId::generate().to_string()
}

/// A service that writes effects. Each answer names its own: another execution would give another answer.
#[derive(Clone)]
pub(crate) struct Effects {
    pub(crate) resources: Resources,
}

impl Serves for Effects {
    fn resources(&self) -> &Resources {
        &self.resources
    }
}

/// The id of a delivery that writes its effect and is refused then.
pub(crate) const REFUSED: &str = "refused";

impl Act<Effects> for ClaimDeliveryRequest {
    async fn act(self, _: &Effects, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let id = effect(context, &self.id).await?;
        Ok(Done::with(
            id.clone(),
            ClaimDeliveryResponse { delivery: Some(Delivery { id, ..Delivery::default() }) },
        ))
    }
}

impl Act<Effects> for ReturnDeliveryRequest {
    async fn act(self, _: &Effects, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let id = effect(context, &self.id).await?;
        Ok(Done::with(
            id.clone(),
            ReturnDeliveryResponse { delivery: Some(Delivery { id, ..Delivery::default() }) },
        ))
    }
}

async fn effect(context: &mut Context<'_>, id: &str) -> Result<String, Error> {
    let effect = ids::MessageId::generate().0;
    insert_effect(context.tx, effect).await;
    if id == REFUSED { Err(Refusal::not_found("delivery", "送达").into()) } else { Ok(effect.to_string()) }
}

/// The request that most tests make.
pub(crate) fn claim(request_id: &str, id: &str) -> ClaimDeliveryRequest {
    ClaimDeliveryRequest { request_id: request_id.to_owned(), validate_only: false, id: id.to_owned() }
}

/// Writes as `caller`.
pub(crate) async fn write<Q: Act<Effects>>(
    resources: &Resources,
    caller: &Caller,
    request: Q,
) -> Result<Q::Answer, Status> {
    let mut request = Request::new(request);
    request.extensions_mut().insert(caller.clone());
    let answer = shell::act(&Effects { resources: resources.clone() }, request).await?;
    Ok(answer.into_inner())
}

pub(crate) async fn insert_effect(tx: &mut PgConnection, id: Uuid) {
    sqlx::query("insert into stage.effect (id) values ($1)").bind(id).execute(tx).await.unwrap();
}

pub(crate) fn reason(status: &Status) -> String {
    status.get_details_error_info().map(|info| info.reason).unwrap_or_default()
}
