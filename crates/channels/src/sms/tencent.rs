//! 腾讯云短信: `SendSms` of 2021-01-11.

mod signature;

use clock::Clock;
use http::HeaderValue;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use url::Url;

use self::signature::Signed;
use crate::{Answer, Call, Outcome, Reach, Secret, body, sms::Order};

const SERVICE: &str = "sms";
const VERSION: &str = "2021-01-11";
const ACTION: &str = "SendSms";

/// The account at 腾讯云 that sends.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct TencentSettings {
    /// Where it is asked: `https://sms.tencentcloudapi.com`, or the host of a government cloud.
    pub url: String,
    /// The region, such as `ap-beijing`.
    pub region: String,
    /// The application of the account (SmsSdkAppId).
    pub application: String,
    /// The key's name (SecretId).
    pub key_id: String,
    /// The key (SecretKey).
    pub key: Secret,
}

/// Sends through the account.
pub struct Tencent {
    reach: Reach,
    settings: TencentSettings,
    clock: Clock,
}

impl Tencent {
    /// Sends through an account.
    pub fn new(reach: Reach, settings: TencentSettings, clock: Clock) -> Self {
        Self { reach, settings, clock }
    }

    pub(super) async fn send(&self, order: &Order<'_>) -> Outcome {
        let Some(call) = self.call(order) else {
            return Outcome::refused("the request cannot be written");
        };
        match self.reach.call(&self.settings.url, call).await {
            Ok(answer) => outcome(&answer),
            Err(outcome) => outcome,
        }
    }

    fn call(&self, order: &Order<'_>) -> Option<Call> {
        let base = Url::parse(&self.settings.url).ok()?;
        let body = json!({
            "PhoneNumberSet": [format!("+86{}", order.phone.national())],
            "SmsSdkAppId": self.settings.application,
            "SignName": order.template.sign,
            "TemplateId": order.template.id,
            "TemplateParamSet": order.params.iter().map(|(_, value)| value).collect::<Vec<_>>(),
            "SessionContext": order.message.id,
        })
        .to_string();
        let now = self.clock.now();
        let signed = Signed {
            service: SERVICE,
            host: &base[url::Position::BeforeHost..url::Position::AfterPort],
            at: now,
            body: &body,
        };
        let authorization = signed.authorization(&self.settings.key_id, &self.settings.key);
        let mut call = body::post(body);
        for (name, value) in [
            ("authorization", authorization.as_str()),
            ("x-tc-action", ACTION),
            ("x-tc-version", VERSION),
            ("x-tc-timestamp", &now.as_second().to_string()),
            ("x-tc-region", &self.settings.region),
        ] {
            call.headers.insert(name, HeaderValue::from_str(value).ok()?);
        }
        Some(call)
    }
}

fn outcome(answer: &Answer) -> Outcome {
    let said = body::json(answer).unwrap_or_default();
    let status = said.pointer("/Response/SendStatusSet/0");
    let place = status.or(said.pointer("/Response/Error"));
    let Some(code) = place.and_then(|place| place.get("Code")).and_then(Value::as_str) else {
        return Outcome::later(format!("http status {}, no code in the answer", answer.status.as_u16()));
    };
    if status.is_some() && code == "Ok" {
        let id = status.and_then(|status| status.get("SerialNo")).and_then(Value::as_str);
        return Outcome::Accepted { provider_id: id.map(str::to_owned) };
    }
    let cause = format!("tencent {}", body::code(code));
    match code {
        "InvalidParameterValue.IncorrectPhoneNumber" | "FailedOperation.PhoneNumberInBlacklist" => {
            Outcome::gone(cause)
        }
        // Out of money: that passes.
        "FailedOperation.InsufficientBalanceInSmsPackage"
        | "UnauthorizedOperation.SerivceSuspendDueToArrears" => Outcome::later(cause),
        // Too much at once, their own trouble, or our key: none of it is the receiver's fault.
        _ if [
            "LimitExceeded",
            "RequestLimitExceeded",
            "InternalError",
            "AuthFailure",
            "ResourceUnavailable",
        ]
        .contains(&code.split('.').next().unwrap_or_default()) =>
        {
            Outcome::later(cause)
        }
        _ => Outcome::refused(cause),
    }
}
