//! Tencent's SMS.

use channels::{Outcome, Secret, Sms, SmsProvider, Tencent, TencentSettings};
use clock::Clock;
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use ring::{digest, hmac};
use serde_json::{Value, json};
use testkit::peer::{self, Peer, Seen};

use crate::world::{self, clock, gone, hex, later, message, reach, refused};

const KEY_ID: &str = "key-id-of-a-test";
const KEY: &str = "key-of-a-test";

/// What the service says to a request: a signature of the last five minutes, then the parameters.
fn judge(seen: &Seen, clock: &Clock) -> Value {
    let error =
        |code: &str| json!({ "Response": { "Error": { "Code": code, "Message": "" }, "RequestId": "r" } });
    let at = Timestamp::from_second(seen.header("x-tc-timestamp").parse().unwrap()).unwrap();
    if clock.now().duration_since(at).abs() > SignedDuration::from_mins(5) {
        return error("AuthFailure.SignatureExpire");
    }
    if seen.header("authorization") != authorization(seen, at) {
        return error("AuthFailure.SignatureFailure");
    }
    if (seen.header("x-tc-action"), seen.header("x-tc-version")) != ("SendSms", "2021-01-11") {
        return error("InvalidAction");
    }
    let body = seen.json();
    if body["TemplateParamSet"].as_array().map(Vec::len) != Some(2) || body["SmsSdkAppId"] != "1400000000" {
        return error("FailedOperation.TemplateParamSetNotMatchApprovedTemplate");
    }
    json!({ "Response": { "RequestId": "r", "SendStatusSet": [{
        "SerialNo": "5000:1045710669157053657849499619",
        "PhoneNumber": body["PhoneNumberSet"][0],
        "Code": "Ok",
        "Message": "send success",
    }] } })
}

fn authorization(seen: &Seen, at: Timestamp) -> String {
    let scope = format!("{}/sms/tc3_request", at.to_zoned(TimeZone::UTC).strftime("%Y-%m-%d"));
    let hash = |bytes: &[u8]| hex(digest::digest(&digest::SHA256, bytes).as_ref());
    let head = format!("content-type:{}\nhost:{}\n", seen.header("content-type"), seen.header("host"));
    let request = format!("{}\n/\n\n{head}\ncontent-type;host\n{}", seen.method, hash(&seen.body));
    let text = format!("TC3-HMAC-SHA256\n{}\n{scope}\n{}", at.as_second(), hash(request.as_bytes()));
    let step = |key: &[u8], text: &str| {
        hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), text.as_bytes()).as_ref().to_vec()
    };
    let key = scope.split('/').fold(format!("TC3{KEY}").into_bytes(), |key, part| step(&key, part));
    let signature = hex(&step(&key, &text));
    format!(
        "TC3-HMAC-SHA256 Credential={KEY_ID}/{scope}, SignedHeaders=content-type;host, Signature={signature}"
    )
}

fn to(peer: &Peer, key: &str, clock: Clock) -> Sms {
    let settings = TencentSettings {
        url: peer.url(""),
        region: "ap-beijing".to_owned(),
        application: "1400000000".to_owned(),
        key_id: KEY_ID.to_owned(),
        key: Secret::new(key),
    };
    world::sms(SmsProvider::Tencent(Tencent::new(reach(), settings, clock)))
}

#[tokio::test]
async fn a_message_is_signed_and_its_variables_are_in_order() {
    let peer = Peer::plain(|seen| peer::json(&judge(seen, &clock()))).await.unwrap();
    let outcome = to(&peer, KEY, clock()).send(&message()).await;
    let id = "5000:1045710669157053657849499619".to_owned();
    assert_eq!(outcome, Outcome::Accepted { provider_id: Some(id) });
    let body = peer.seen()[0].json();
    assert_eq!(body["PhoneNumberSet"], json!(["+8619900000001"]));
    assert_eq!(body["TemplateParamSet"], json!(["食品生产…", "10月8日"]));
    assert_eq!((&body["SignName"], &body["TemplateId"]), (&json!("审管联动"), &json!("SMS_100")));
    assert_eq!(body["SessionContext"], json!(message().id));
}

#[tokio::test]
async fn our_own_key_and_clock_are_not_the_receivers_fault() {
    let peer = Peer::plain(|seen| peer::json(&judge(seen, &clock()))).await.unwrap();
    let outcome = to(&peer, "another", clock()).send(&message()).await;
    assert_eq!(outcome, later("tencent AuthFailure.SignatureFailure"));
    let late = Clock::manual(clock().now() - SignedDuration::from_mins(6));
    let outcome = to(&peer, KEY, late).send(&message()).await;
    assert_eq!(outcome, later("tencent AuthFailure.SignatureExpire"));
}

#[tokio::test]
async fn codes_of_the_request_and_of_the_number_are_told_apart() {
    let of_request = |code: &str| json!({ "Response": { "Error": { "Code": code } } });
    let of_number =
        |code: &str| json!({ "Response": { "SendStatusSet": [{ "Code": code, "SerialNo": "" }] } });
    for (said, expected) in [
        (of_request("RequestLimitExceeded"), later("tencent RequestLimitExceeded")),
        (of_request("InternalError.SendAndRecvFail"), later("tencent InternalError.SendAndRecvFail")),
        (of_request("UnsupportedOperation"), refused("tencent UnsupportedOperation")),
        // No request as a whole can be accepted by this code.
        (of_request("Ok"), refused("tencent Ok")),
        (
            of_number("LimitExceeded.PhoneNumberDailyLimit"),
            later("tencent LimitExceeded.PhoneNumberDailyLimit"),
        ),
        (
            of_number("InvalidParameterValue.IncorrectPhoneNumber"),
            gone("tencent InvalidParameterValue.IncorrectPhoneNumber"),
        ),
        (json!({ "Response": {} }), later("http status 200, no code in the answer")),
    ] {
        let peer = Peer::plain(move |_| peer::json(&said)).await.unwrap();
        assert_eq!(to(&peer, KEY, clock()).send(&message()).await, expected);
    }
}
