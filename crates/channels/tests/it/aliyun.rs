//! Aliyun's SMS.

use std::collections::BTreeMap;

use channels::{Aliyun, AliyunSettings, Outcome, Secret, Sms, SmsProvider};
use ring::{digest, hmac};
use serde_json::{Value, json};
use testkit::peer::{self, Peer, Seen};

use crate::world::{self, clock, gone, hex, later, message, reach, refused};

const KEY_ID: &str = "key-id-of-a-test";
const KEY: &str = "key-of-a-test";

/// What the service says to a request: its signature over everything it names, then the parameters.
fn judge(seen: &Seen) -> Value {
    let (credential, names, signature) = authorization(seen);
    if credential != KEY_ID {
        return json!({ "Code": "InvalidAccessKeyId.NotFound", "Message": "" });
    }
    let needed = ["host", "x-acs-action", "x-acs-content-sha256", "x-acs-date", "x-acs-signature-nonce"];
    assert!(needed.iter().all(|name| names.split(';').any(|signed| signed == *name)), "{names}");
    if hex(&signed(seen, &names)) != signature {
        return json!({ "Code": "SignatureDoesNotMatch", "Message": "" });
    }
    if (seen.header("x-acs-action"), seen.header("x-acs-version")) != ("SendSms", "2017-05-25") {
        return json!({ "Code": "InvalidAction.NotFound", "Message": "" });
    }
    let params: BTreeMap<String, String> =
        serde_json::from_str(&seen.parameter("TemplateParam").unwrap_or_default()).unwrap_or_default();
    if seen.parameter("TemplateCode").as_deref() != Some("SMS_100") || params.len() != 2 {
        return json!({ "Code": "isv.TEMPLATE_MISSING_PARAMETERS", "Message": "" });
    }
    json!({ "Code": "OK", "Message": "OK", "BizId": "9006197469364984^0", "RequestId": "r" })
}

/// The credential, the names of the signed headers, the signature.
fn authorization(seen: &Seen) -> (String, String, String) {
    let fields = seen.header("authorization").strip_prefix("ACS3-HMAC-SHA256 ").expect("the algorithm");
    let field = |name: &str| {
        fields
            .split(',')
            .find_map(|field| field.strip_prefix(name))
            .expect("a field of the signature")
            .to_owned()
    };
    (field("Credential="), field("SignedHeaders="), field("Signature="))
}

fn signed(seen: &Seen, names: &str) -> Vec<u8> {
    let hash = hex(digest::digest(&digest::SHA256, &seen.body).as_ref());
    assert_eq!(seen.header("x-acs-content-sha256"), hash);
    let headers =
        names.split(';').map(|name| format!("{name}:{}\n", seen.header(name))).collect::<Vec<_>>().concat();
    let mut query: Vec<&str> = seen.uri.query().unwrap_or_default().split('&').collect();
    query.sort_unstable();
    let request =
        format!("{}\n{}\n{}\n{headers}\n{names}\n{hash}", seen.method, seen.uri.path(), query.join("&"));
    let text =
        format!("ACS3-HMAC-SHA256\n{}", hex(digest::digest(&digest::SHA256, request.as_bytes()).as_ref()));
    hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, KEY.as_bytes()), text.as_bytes()).as_ref().to_vec()
}

fn to(peer: &Peer, key: &str) -> Sms {
    let settings = AliyunSettings { url: peer.url(""), key_id: KEY_ID.to_owned(), key: Secret::new(key) };
    world::sms(SmsProvider::Aliyun(Aliyun::new(reach(), settings, clock())))
}

#[tokio::test]
async fn a_message_is_signed_and_its_variables_are_filled() {
    let peer = Peer::plain(|seen| peer::json(&judge(seen))).await.unwrap();
    let outcome = to(&peer, KEY).send(&message()).await;
    assert_eq!(outcome, Outcome::Accepted { provider_id: Some("9006197469364984^0".to_owned()) });
    let seen = &peer.seen()[0];
    assert_eq!(seen.parameter("PhoneNumbers").as_deref(), Some("19900000001"));
    assert_eq!(seen.parameter("SignName").as_deref(), Some("审管联动"));
    let params: Value = serde_json::from_str(&seen.parameter("TemplateParam").unwrap()).unwrap();
    assert_eq!(params, json!({ "item": "食品生产…", "due": "10月8日" }));
    assert_eq!(seen.parameter("OutId"), Some(message().id.to_string()));
}

#[tokio::test]
async fn no_two_requests_have_the_same_nonce() {
    let peer = Peer::plain(|seen| peer::json(&judge(seen))).await.unwrap();
    for _ in 0..2 {
        to(&peer, KEY).send(&message()).await;
    }
    let [first, second] = &peer.seen()[..] else { panic!("not two requests") };
    assert_ne!(first.header("x-acs-signature-nonce"), second.header("x-acs-signature-nonce"));
}

#[tokio::test]
async fn our_own_key_is_not_the_receivers_fault() {
    let peer = Peer::plain(|seen| peer::json(&judge(seen))).await.unwrap();
    assert_eq!(to(&peer, "another").send(&message()).await, later("aliyun SignatureDoesNotMatch"));
}

#[tokio::test]
async fn codes_are_told_apart_and_nothing_else_of_the_answer_is_kept() {
    for (code, expected) in [
        ("isv.BUSINESS_LIMIT_CONTROL", later("aliyun isv.BUSINESS_LIMIT_CONTROL")),
        ("Throttling.User", later("aliyun Throttling.User")),
        ("isv.MOBILE_NUMBER_ILLEGAL", gone("aliyun isv.MOBILE_NUMBER_ILLEGAL")),
        ("isv.SMS_TEMPLATE_ILLEGAL", refused("aliyun isv.SMS_TEMPLATE_ILLEGAL")),
        ("19900000001 is unknown", refused("aliyun unknown")),
        ("19900000001", refused("aliyun unknown")),
    ] {
        let peer = Peer::plain(move |_| peer::json(&json!({ "Code": code, "Message": "19900000001" })))
            .await
            .unwrap();
        assert_eq!(to(&peer, KEY).send(&message()).await, expected);
    }
}

#[tokio::test]
async fn without_a_template_or_a_value_nothing_is_sent() {
    let peer = Peer::plain(|seen| peer::json(&judge(seen))).await.unwrap();
    let mut other = message();
    other.kind = "duty.overdue".to_owned();
    assert_eq!(to(&peer, KEY).send(&other).await, refused("no sms template for this kind"));
    let mut empty = message();
    empty.params.clear();
    let cause = "the message has no item for its sms template";
    assert_eq!(to(&peer, KEY).send(&empty).await, refused(cause));
    assert!(peer.seen().is_empty());
}
