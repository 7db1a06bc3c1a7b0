//! 阿里云短信: `SendSms` of 2017-05-25.

mod signature;

use clock::Clock;
use http::{HeaderMap, HeaderValue, Method};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use url::Url;

use self::signature::Signed;
use crate::{
    Answer, Call, Outcome, Reach, Secret, body, random,
    sms::{Order, digest},
};

const VERSION: &str = "2017-05-25";
const ACTION: &str = "SendSms";

/// The account at 阿里云 that sends.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct AliyunSettings {
    /// Where it is asked: `https://dysmsapi.aliyuncs.com`, or the host of a government cloud.
    pub url: String,
    /// The key's name (AccessKeyId).
    pub key_id: String,
    /// The key (AccessKeySecret).
    pub key: Secret,
}

/// Sends through the account.
pub struct Aliyun {
    reach: Reach,
    settings: AliyunSettings,
    clock: Clock,
}

impl Aliyun {
    /// Sends through an account.
    pub fn new(reach: Reach, settings: AliyunSettings, clock: Clock) -> Self {
        Self { reach, settings, clock }
    }

    pub(super) async fn send(&self, order: &Order<'_>) -> Outcome {
        let Some((url, call)) = self.call(order) else {
            return Outcome::refused("the request cannot be written");
        };
        match self.reach.call(&url, call).await {
            Ok(answer) => outcome(&answer),
            Err(outcome) => outcome,
        }
    }

    fn call(&self, order: &Order<'_>) -> Option<(String, Call)> {
        let base = Url::parse(&self.settings.url).ok()?;
        let query = query(order);
        let signed = Signed {
            host: &base[url::Position::BeforeHost..url::Position::AfterPort],
            action: ACTION,
            version: VERSION,
            date: &self.clock.now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
            nonce: &digest::hex(&random::bytes::<16>()?),
            query: &query,
        };
        let mut headers = HeaderMap::new();
        for (name, value) in signed.headers() {
            headers.insert(name, HeaderValue::from_str(value).ok()?);
        }
        let authorization = signed.authorization(&self.settings.key_id, &self.settings.key);
        headers.insert("authorization", HeaderValue::from_str(&authorization).ok()?);
        headers.insert("accept", HeaderValue::from_static("application/json"));
        let call = Call { method: Method::POST, headers, body: "".into(), answer_bytes: body::ANSWER };
        Some((format!("{}/?{query}", self.settings.url.trim_end_matches('/')), call))
    }
}

fn query(order: &Order<'_>) -> String {
    let params: Map<String, Value> =
        order.params.iter().map(|(name, value)| ((*name).to_owned(), value.as_str().into())).collect();
    signature::canonical_query(&[
        ("PhoneNumbers", order.phone.national()),
        ("SignName", &order.template.sign),
        ("TemplateCode", &order.template.id),
        ("TemplateParam", &Value::from(params).to_string()),
        ("OutId", &order.message.id.to_string()),
    ])
}

fn outcome(answer: &Answer) -> Outcome {
    let said = body::json(answer).unwrap_or_default();
    let Some(code) = said.get("Code").and_then(Value::as_str) else {
        return Outcome::later(format!("http status {}, no code in the answer", answer.status.as_u16()));
    };
    if code == "OK" {
        let id = said.get("BizId").and_then(Value::as_str);
        return Outcome::Accepted { provider_id: id.map(str::to_owned) };
    }
    let cause = format!("aliyun {}", body::code(code));
    match code {
        "isv.MOBILE_NUMBER_ILLEGAL" => Outcome::gone(cause),
        // Too much at once, out of money, or our key: none of it is the receiver's fault, all of it passes.
        "isv.BUSINESS_LIMIT_CONTROL"
        | "isv.DAY_LIMIT_CONTROL"
        | "isv.MONTH_LIMIT_CONTROL"
        | "isv.AMOUNT_NOT_ENOUGH"
        | "isv.OUT_OF_SERVICE"
        | "isp.SYSTEM_ERROR"
        | "isp.RAM_PERMISSION_DENY"
        | "ServiceUnavailable"
        | "InternalError"
        | "SignatureDoesNotMatch"
        | "SignatureNonceUsed" => Outcome::later(cause),
        _ if code.starts_with("Throttling") || code.starts_with("InvalidAccessKeyId") => {
            Outcome::later(cause)
        }
        _ => Outcome::refused(cause),
    }
}
