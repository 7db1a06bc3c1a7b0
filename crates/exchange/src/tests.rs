//! A push to units of the sending service itself, in a real database as the real role.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use clock::Clock;
use duty::Deadline;
use ids::{DeliveryId, PushId};
use jiff::Timestamp;
use mailbox::Outbox;
use proto::exchange::v1::{
    self as pb, LicenceDecision, PersonalData, delivery_service_server::DeliveryService,
    push_service_server::PushService,
};
use reference::Reference;
use seal::Keyring;
use shell::{Caller, Error, Official, Resources, Role, Serves};
use sqlx::{PgConnection, PgPool, migrate::Migrator};
use testkit::Database;
use tokio_util::sync::CancellationToken;
use tonic::Request;
use workdays::Calendar;

use crate::{
    Exchange, Happening, Host, Keys, MIGRATOR,
    model::{Content, NewPush, Recipient, RecipientRole},
    operations::{Completion, PushContext, complete, push},
};

const MIGRATORS: [&Migrator; 4] = [&mailbox::MIGRATOR, &reference::MIGRATOR, &shell::MIGRATOR, &MIGRATOR];
const NOW: &str = "2026-10-08T09:00:00+08:00";

/// Keeps what it is told.
#[derive(Default)]
struct Told(Mutex<Vec<String>>);

impl Host for Told {
    async fn licence_decisions(&self, _: &mut PgConnection, what: Happening<'_>) -> Result<(), Error> {
        let said = match what {
            Happening::Arrived(arrivals) => {
                let deliveries = arrivals.iter().flat_map(|arrival| &arrival.deliveries);
                let units: Vec<&str> = deliveries.map(|delivery| delivery.unit.as_str()).collect();
                format!("arrived: {} {}", units.join(" "), arrivals[0].personal.contact_name)
            }
            Happening::Claimed(ids) => format!("claimed: {}", ids.len()),
            Happening::Returned(_) => "returned".to_owned(),
            Happening::Completed(_) => "completed".to_owned(),
        };
        self.0.lock().unwrap().push(said);
        Ok(())
    }
}

struct House {
    exchange: Exchange<Told>,
    superuser: PgPool,
    _database: Database,
}

impl House {
    async fn new() -> Self {
        let database = Database::create("approval", &MIGRATORS).await;
        let pool = |options| database::pool(options, 2);
        let folder = testkit::Folder::create().unwrap();
        let key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
        std::fs::write(folder.path().join("2026.key"), key).unwrap();
        let keyring = || Keyring::load_dir(folder.path()).unwrap();
        let resources = Resources {
            rpc: pool(database.rpc()),
            outbox: Outbox::new("approval"),
            clock: Clock::manual(instant()),
        };
        let superuser = pool(database.superuser());
        mailbox::enrol(&superuser, "supervision").await.unwrap();
        let exchange = Exchange {
            resources,
            reference: Reference::new(pool(database.system())),
            keys: Keys { at_rest: keyring(), transport: keyring() },
            host: Arc::new(Told::default()),
            heartbeat: Duration::from_secs(1),
            shutdown: CancellationToken::new(),
        };
        Self { exchange, superuser, _database: database }
    }

    /// A decision of xzspj goes to these units.
    async fn push(&self, recipients: Vec<Recipient>) -> PushId {
        let resources = self.exchange.resources();
        let mut tx = self.as_sender().await;
        let calendar = Calendar::bundled();
        let with = PushContext {
            service: "approval",
            keys: &self.exchange.keys,
            host: &*self.exchange.host,
            calendar: &calendar,
            now: instant(),
        };
        let content = LicenceDecision {
            item_name: "食品经营许可".to_owned(),
            document_number: "示例〔2026〕1号".to_owned(),
            ..LicenceDecision::default()
        };
        let new = NewPush {
            id: PushId::generate(),
            sender_unit: "xzspj".parse().unwrap(),
            source: DeliveryId::generate().0,
            content: Content::LicenceDecision(content),
            personal: PersonalData { contact_name: "孙示例".to_owned(), ..PersonalData::default() },
            deadline: Deadline::open(&duty::clocks::C1, instant(), &calendar),
            was_owed: false,
            map_version: 1,
            recipients,
        };
        let mut messages = resources.outbox.messages();
        let pushes = push(&mut tx, &mut messages, &with, vec![new]).await.unwrap();
        resources.outbox.send_all(&mut tx, messages).await.unwrap();
        tx.commit().await.unwrap();
        pushes[0].id
    }

    /// The push has another content.
    async fn complete(&self, push: PushId) {
        let resources = self.exchange.resources();
        let mut tx = self.as_sender().await;
        let decision =
            LicenceDecision { item_name: "食品生产许可".to_owned(), ..LicenceDecision::default() };
        let personal = PersonalData::default();
        let completion = Completion { push, decision, personal, version: 2, at: instant() };
        let mut messages = resources.outbox.messages();
        complete(&mut tx, &mut messages, &self.exchange, &completion).await.unwrap();
        resources.outbox.send_all(&mut tx, messages).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// A transaction of xzspj.
    async fn as_sender(&self) -> database::Tx {
        let mut tx = database::begin(&self.exchange.resources().rpc).await.unwrap();
        let as_sender = "select set_config('app.unit', 'xzspj', true)";
        sqlx::query(as_sender).execute(&mut *tx).await.unwrap();
        tx
    }

    /// Every message that was said: what kind it is.
    async fn said(&self) -> Vec<String> {
        let kinds = sqlx::query_scalar("select event from mailbox.message order by event");
        kinds.fetch_all(&self.superuser).await.unwrap()
    }
}

fn instant() -> Timestamp {
    NOW.parse().unwrap()
}

fn recipient(unit: &str, role: RecipientRole, here: bool) -> Recipient {
    Recipient { delivery: DeliveryId::generate(), unit: unit.parse().unwrap(), role, here }
}

fn asked<Q>(unit: &str, request: Q) -> Request<Q> {
    let mut request = Request::new(request);
    request.extensions_mut().insert(Caller {
        unit: unit.parse().unwrap(),
        key: "00".to_owned(),
        system: "test".to_owned(),
        official: Some(Official { id: format!("{unit}-01").parse().unwrap() }),
        roles: vec![Role::Claimant],
    });
    request
}

fn claim(id: &str) -> pb::ClaimDeliveryRequest {
    let request_id = ids::RequestId::generate().0.to_string();
    pb::ClaimDeliveryRequest { request_id, id: id.to_owned(), ..Default::default() }
}

#[tokio::test]
async fn a_unit_of_the_sending_service_has_its_delivery_at_once_and_claims_it_like_any_other() {
    let house = House::new().await;
    let exchange = &house.exchange;
    let told = &exchange.host.0;
    let id = house
        .push(vec![
            recipient("zrzyj", RecipientRole::Lead, true),
            recipient("scjgj", RecipientRole::Other, false),
        ])
        .await;
    assert_eq!(*told.lock().unwrap(), ["arrived: zrzyj 孙示例"]);

    let list = pb::ListDeliveriesRequest::default;
    let found = exchange.list_deliveries(asked("zrzyj", list())).await.unwrap().into_inner().deliveries;
    assert_eq!(found.len(), 1);
    let mine = &found[0];
    assert_eq!((mine.state(), mine.unit.as_str()), (pb::DeliveryState::Delivered, "zrzyj"));
    assert!(mine.claim_deadline.is_some());
    let foreign = exchange.list_deliveries(asked("scjgj", list())).await.unwrap().into_inner().deliveries;
    assert!(foreign.is_empty(), "what is elsewhere is read there");

    let get = pb::GetDeliveryRequest { id: mine.id.clone(), ..Default::default() };
    let read = exchange.get_delivery(asked("zrzyj", get)).await.unwrap().into_inner().delivery.unwrap();
    assert!(read.first_read_time.is_some());
    let claimed = exchange.claim_delivery(asked("zrzyj", claim(&mine.id))).await.unwrap().into_inner();
    assert_eq!(claimed.delivery.unwrap().state(), pb::DeliveryState::Claimed);
    assert_eq!(told.lock().unwrap()[1..], ["claimed: 1"]);

    let get = pb::GetPushRequest { id: id.to_string() };
    let sent = exchange.get_push(asked("xzspj", get)).await.unwrap().into_inner();
    let states: Vec<_> = sent.deliveries.iter().map(|one| (one.unit.as_str(), one.state())).collect();
    assert!(states.contains(&("zrzyj", pb::DeliveryState::Claimed)), "{states:?}");
    assert!(states.contains(&("scjgj", pb::DeliveryState::Sent)), "{states:?}");

    house.complete(id).await;
    assert_eq!(told.lock().unwrap()[2..], ["completed"], "here at once");
    let said = house.said().await;
    assert_eq!(said.iter().filter(|said| *said == "decision_completed").count(), 1, "and there by a message");
    let of = |kind: &str| said.iter().filter(|said| *said == kind).count();
    assert_eq!((of("push_sent"), of("delivery_claimed")), (1, 0), "one for scjgj alone: {said:?}");
    assert_eq!(
        (of("duty_opened"), of("duty_discharged")),
        (2, 1),
        "the claim of scjgj is opened there: {said:?}"
    );
}

#[tokio::test]
async fn a_copy_is_seen_and_read_and_nobody_owes_its_claim() {
    let house = House::new().await;
    house.push(vec![recipient("sfj", RecipientRole::Copy, true)]).await;
    let found = house.exchange.list_deliveries(asked("sfj", pb::ListDeliveriesRequest::default())).await;
    let copy = found.unwrap().into_inner().deliveries.remove(0);
    assert_eq!((copy.role(), copy.claim_deadline), (pb::RecipientRole::Copy, None));
    let refused = house.exchange.claim_delivery(asked("sfj", claim(&copy.id))).await.unwrap_err();
    assert_eq!(refused.code(), tonic::Code::FailedPrecondition);
    let said = house.said().await;
    assert_eq!(said.iter().filter(|said| *said == "duty_opened").count(), 1, "to push: {said:?}");
    assert!(!said.iter().any(|said| said == "push_sent"), "it goes nowhere else");
}
