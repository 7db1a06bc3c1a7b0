//! SMS, from the settings to a gateway.

use channels::{Allowed, GatewaySettings, Secret, SmsSettings, Success, Template};
use proto::notification::v1::SmsTarget;
use serde_json::json;
use testkit::peer;

use super::*;
use crate::{sending::Post, tests::ledger::sending};

const KINDS: [&str; 6] = [
    "duty.reminder",
    "letter.issued",
    "meeting.announced",
    "subscription.code",
    "subscription.test",
    "subscription.disabled",
];
/// Belongs to nobody.
const PHONE: &str = "19900000001";

/// A gateway with a template of these variables for each of these kinds of messages.
fn settings(peer: &Peer, kinds: &[&str], params: &[&str]) -> SmsSettings {
    let template = |kind: &&str| Template {
        provider: "gateway".to_owned(),
        kind: (*kind).to_owned(),
        sign: "审管联动".to_owned(),
        id: "T1".to_owned(),
        params: params.iter().map(|name| (*name).to_owned()).collect(),
        max_length: 20,
    };
    let gateway = GatewaySettings {
        method: "POST".to_owned(),
        url: peer.url("/sms"),
        headers: std::collections::BTreeMap::new(),
        body: r#"{"to": {{ phone | tojson }}, "unit": {{ params.unit | tojson }}, "count": {{ params.count | tojson }}, "key": {{ secret.key | tojson }}}"#
            .to_owned(),
        secrets: [("key".to_owned(), Secret::new("s3cret"))].into(),
        success: Success { pointer: "/code".to_owned(), value: "0".to_owned() },
        id: Some("/id".to_owned()),
    };
    SmsSettings {
        aliyun: None,
        tencent: None,
        gateway: Some(gateway),
        template: kinds.iter().map(template).collect(),
        allowed: Allowed::default(),
    }
}

fn post(ledger: &Ledger, sms: SmsSettings) -> anyhow::Result<Post> {
    let samples: Vec<_> = ledger.app.messages.samples()?.into_iter().map(|sample| sample.message).collect();
    let settings = crate::Sending { sms: Some(sms), ..sending() };
    Post::new(&settings, &samples, ledger.app.resources.clock.clone())
}

#[tokio::test]
async fn a_reminder_reaches_a_phone_by_the_approved_template_and_the_providers_id_is_kept() {
    let (mut ledger, _) = ledger_with_a_duty().await;
    let gateway = Peer::plain(|_| peer::json(&json!({ "code": 0, "id": "g-77" }))).await.unwrap();
    ledger.app.post = post(&ledger, settings(&gateway, &KINDS, &["unit", "count"])).unwrap();
    let to = To::Sms(SmsTarget { phone: format!("+86 {PHONE}") });
    subscribed_by(&ledger, to, |new| new.channel = Channel::Sms).await;
    remind(&ledger, "09:00").await;
    later(&ledger).await;
    assert_eq!(send_due(&ledger).await, 1);
    let expected = json!({ "to": PHONE, "unit": "scjgj", "count": "1", "key": "s3cret" });
    assert_eq!(gateway.seen()[0].json(), expected);
    let provider = "select provider_id from notification.dispatch where state = 'accepted'";
    let provider: String = sqlx::query_scalar(provider).fetch_one(&ledger.superuser).await.unwrap();
    assert_eq!(provider, "g-77");
    let kept: Vec<u8> = sqlx::query_scalar("select target from notification.subscription")
        .fetch_one(&ledger.superuser)
        .await
        .unwrap();
    assert!(!String::from_utf8_lossy(&kept).contains(PHONE), "the number rests sealed");
}

#[tokio::test]
async fn a_kind_without_a_template_or_a_variable_that_stands_for_nothing_is_refused_at_the_start() {
    let (ledger, _) = ledger_with_a_duty().await;
    let gateway = Peer::plain(|_| status(204)).await.unwrap();
    let refused = |settings| post(&ledger, settings).err().map(|error| format!("{error:#}"));
    let of = |kinds: &[&str], params: &[&str]| settings(&gateway, kinds, params);
    assert!(refused(of(&KINDS, &["unit", "count"])).is_none());
    assert!(refused(of(&KINDS[1..], &["unit"])).unwrap().contains("duty.reminder"));
    assert!(refused(of(&KINDS, &["phone"])).unwrap().contains("phone"));
    let none = SmsSettings { gateway: None, ..of(&KINDS, &["unit"]) };
    let told = refused(none).unwrap();
    assert!(told.contains("notification.sending.sms") && told.contains("one of"), "{told}");
}
