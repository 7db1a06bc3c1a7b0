//! What a receiver says, as the sender's own database has it afterwards.

use ids::Uuid;
use jiff::Timestamp;
use proto::exchange::v1::LicenceDecision;
use sqlx::Connection;
use testkit::Database;
use workdays::Closure;

use super::*;
use crate::{
    model::{Content, Push, RecipientRole, Way},
    rules::claim_clock,
};

const RECEIVED: &str = "2026-10-08T09:00:00+08:00";

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// The storm takes the Friday.
fn storm() -> Calendar {
    let mut calendar = Calendar::bundled();
    calendar.close(Closure {
        date: "2026-10-09".parse().unwrap(),
        authority: "县防汛抗旱指挥部".to_owned(),
        reason: "台风停工".to_owned(),
        lifted: false,
        version: 1,
    });
    calendar
}

/// A delivery in this state of a push with this clock, in the sender's database.
async fn sent(tx: &mut PgConnection, push_clock: Deadline, state: State) -> DeliveryId {
    let push = Push {
        id: PushId::generate(),
        sender_unit: "xzspj".parse().unwrap(),
        sender_service: "approval".to_owned(),
        source: Uuid::nil(),
        title: "食品经营许可　示例〔2026〕1号".to_owned(),
        content: Content::LicenceDecision(LicenceDecision::default()),
        sealed_personal: Vec::new(),
        content_version: 1,
        deadline: push_clock,
        accepted_at: at(RECEIVED),
        map_version: 1,
        message: None,
    };
    let delivery = Delivery {
        id: DeliveryId::generate(),
        push: push.id,
        kind: push.content.kind(),
        way: Way::Sent,
        unit: "scjgj".parse().unwrap(),
        sender_unit: push.sender_unit.clone(),
        role: RecipientRole::Lead,
        version: i32::from(state != State::Sent),
        state,
        first_read_at: None,
        traceparent: None,
    };
    store::push::insert_all(tx, std::slice::from_ref(&push)).await.unwrap();
    store::delivery::insert_all(tx, std::slice::from_ref(&delivery)).await.unwrap();
    delivery.id
}

/// The clock of the delivery once its claim was heard, which said this one.
async fn after_claim(tx: &mut PgConnection, delivery: DeliveryId, said: Deadline) -> Deadline {
    let claim = Claim { official: "scjgj-01".parse().unwrap(), at: at("2026-10-08T10:00:00+08:00") };
    let receipt = Receipt { received_at: at(RECEIVED), deadline: said };
    let change = RemoteChange { delivery, receipt, version: 2, kind: ChangeKind::Claimed(claim) };
    apply_remote(tx, &Calendar::bundled(), vec![change]).await.unwrap();
    let known = store::delivery::lock_sent(tx, &[delivery]).await.unwrap().remove(0);
    assert!(matches!(known.state, State::Claimed(..)), "{known:?}");
    known.receipt().unwrap().deadline.clone()
}

#[tokio::test]
async fn a_claim_that_says_no_clock_leaves_the_one_that_is_known_and_only_stock_has_none() {
    let database = Database::create("approval", &[&crate::MIGRATOR]).await;
    let mut tx = PgConnection::connect_with(&database.system()).await.unwrap();
    let [friday, saturday] = [Calendar::bundled(), storm()]
        .map(|calendar| claim_clock::open(&duty::clocks::C2, at(RECEIVED), &calendar));
    assert_ne!(friday.due_at(), saturday.due_at());
    let delivered = |deadline: &Deadline| {
        State::Delivered(Receipt { received_at: at(RECEIVED), deadline: deadline.clone() })
    };
    for (push_clock, state, said, expected) in [
        (friday.clone(), State::Sent, Deadline::NotOpened, friday.clone()),
        (friday.clone(), delivered(&saturday), Deadline::NotOpened, saturday.clone()),
        (friday.clone(), delivered(&friday), saturday.clone(), saturday.clone()),
        (Deadline::NotOpened, State::Sent, Deadline::NotOpened, Deadline::NotOpened),
        (Deadline::NotOpened, delivered(&Deadline::NotOpened), Deadline::NotOpened, Deadline::NotOpened),
    ] {
        let before = format!("{push_clock:?}, {state:?}");
        let delivery = sent(&mut tx, push_clock, state).await;
        assert_eq!(after_claim(&mut tx, delivery, said).await, expected, "{before}");
    }
}
