//! SMS gateways of provinces and operators, by settings alone.

use std::collections::BTreeMap;

use channels::{BadGateway, Gateway, GatewaySettings, Outcome, Secret, SmsProvider, Success};
use serde_json::{Value, json};
use testkit::peer::{self, Peer, status};

use crate::world::{self, later, message, reach, refused};

/// A gateway that takes JSON and a password in a header.
fn settings(peer: &Peer) -> GatewaySettings {
    GatewaySettings {
        method: "POST".to_owned(),
        url: peer.url("/sms/{{ secret.account | urlencode }}"),
        headers: BTreeMap::from([("x-password".to_owned(), "{{ secret.password }}".to_owned())]),
        body:
            r#"{"to": {{ phone | tojson }}, "text": {{ text | tojson }}, "due": {{ params.due | tojson }}}"#
                .to_owned(),
        secrets: BTreeMap::from([
            ("account".to_owned(), Secret::new("a b&c")),
            ("password".to_owned(), Secret::new("s3cret")),
        ]),
        success: Success { pointer: "/result/code".to_owned(), value: "0".to_owned() },
        id: Some("/result/id".to_owned()),
    }
}

async fn send(settings: GatewaySettings) -> Outcome {
    world::sms(SmsProvider::Gateway(Gateway::new(reach(), settings).unwrap())).send(&message()).await
}

#[tokio::test]
async fn a_request_is_written_by_its_templates() {
    let peer = Peer::plain(|_| peer::json(&json!({ "result": { "code": 0, "id": 77 } }))).await.unwrap();
    let mut settings = settings(&peer);
    assert_eq!(send(settings.clone()).await, Outcome::Accepted { provider_id: Some("77".to_owned()) });
    let seen = &peer.seen()[0];
    assert_eq!((seen.method.as_str(), seen.uri.path()), ("POST", "/sms/a%20b%26c"));
    assert_eq!(seen.header("x-password"), "s3cret");
    let expected = json!({ "to": "19900000001", "text": message().text, "due": "10月8日" });
    assert_eq!(seen.json(), expected);

    settings.method = "GET".to_owned();
    settings.url = peer.url("/?mobile={{ phone }}&content={{ text | urlencode }}");
    settings.body = String::new();
    assert!(matches!(send(settings).await, Outcome::Accepted { .. }));
    let seen = &peer.seen()[1];
    assert_eq!((seen.method.as_str(), seen.parameter("content")), ("GET", Some(message().text)));
}

#[tokio::test]
async fn success_is_what_the_settings_say() {
    for (said, expected) in [
        (json!({ "result": { "code": "0" } }), Outcome::Accepted { provider_id: None }),
        (json!({ "result": { "code": 7 } }), refused("gateway code 7")),
        (json!({ "result": { "code": "19900000001" } }), refused("gateway code unknown")),
        (json!({ "result": {} }), later("no code in the answer of the gateway")),
        (Value::Null, later("no code in the answer of the gateway")),
    ] {
        let peer = Peer::plain(move |_| peer::json(&said)).await.unwrap();
        assert_eq!(send(settings(&peer)).await, expected);
    }
    let peer = Peer::plain(|_| status(502)).await.unwrap();
    assert_eq!(send(settings(&peer)).await, later("http status 502"));
}

#[tokio::test]
async fn what_a_template_names_and_nobody_gives_is_refused() {
    let peer = Peer::plain(|_| status(200)).await.unwrap();
    let mut settings = settings(&peer);
    settings.body = "{{ secret.forgotten }}".to_owned();
    assert_eq!(send(settings).await, refused("the templates of the gateway do not fit the message"));
    assert!(peer.seen().is_empty());
}

#[tokio::test]
async fn wrong_settings_are_found_at_the_start_and_secrets_are_not_shown() {
    let peer = Peer::plain(|_| status(200)).await.unwrap();
    let of = |change: &dyn Fn(&mut GatewaySettings)| {
        let mut settings = settings(&peer);
        change(&mut settings);
        Gateway::new(reach(), settings).err()
    };
    assert_eq!(of(&|_| ()), None);
    assert_eq!(of(&|it| it.method = "TRACE".to_owned()), Some(BadGateway::Method));
    assert_eq!(of(&|it| it.body = "{{ text".to_owned()), Some(BadGateway::Template("body".to_owned())));
    assert_eq!(of(&|it| it.success.pointer = "code".to_owned()), Some(BadGateway::Pointer));
    let with_header = |it: &mut GatewaySettings| {
        it.headers.insert("a b".to_owned(), String::new());
    };
    assert_eq!(of(&with_header), Some(BadGateway::Header("a b".to_owned())));
    assert!(!format!("{:?}", settings(&peer)).contains("s3cret"));
}
