//! Whatever gateway of a province, a city or an operator speaks HTTP: the request is a set of templates in the settings,
//! success a value in the answer.

use std::collections::BTreeMap;

use http::{HeaderMap, HeaderName, HeaderValue, Method};
use minijinja::{AutoEscape, Environment, UndefinedBehavior, context};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use thiserror::Error;

use crate::{Answer, Call, Outcome, Reach, Secret, body, sms::Order};

/// The names of the templates of URL and body; a header's is its own name behind this prefix.
const URL: &str = "url";
const BODY: &str = "body";
const HEADER: &str = "header:";

/// How the gateway is asked. URL, headers and body are minijinja templates over `id`, `phone`, `text`, `sign`, `template`,
/// `params` (by name) and `secret` (by name); in JSON write `{{ text | tojson }}`, in a form `{{ text | urlencode }}`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct GatewaySettings {
    /// GET, POST or PUT.
    pub method: String,
    /// The template of the URL.
    pub url: String,
    /// Templates of headers, by name.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// The template of the body; may be empty.
    #[serde(default)]
    pub body: String,
    /// Account, password, key: whatever the templates name as `secret.…`.
    #[serde(default)]
    pub secrets: BTreeMap<String, Secret>,
    /// How its success is told.
    pub success: Success,
    /// Where the answer has the gateway's own id of the message, if it has one (RFC 6901).
    pub id: Option<String>,
}

/// Where an answer in JSON says that the message was taken.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Success {
    /// The place (RFC 6901).
    pub pointer: String,
    /// What stands there then; a number is compared with its digits.
    pub value: String,
}

/// Sends through the gateway.
pub struct Gateway {
    reach: Reach,
    settings: GatewaySettings,
    method: Method,
    templates: Box<Environment<'static>>,
}

/// What is wrong with the settings.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum BadGateway {
    /// Another method.
    #[error("method must be GET, POST or PUT")]
    Method,
    /// Not the name of a header.
    #[error("{0} is not a header")]
    Header(String),
    /// A template that cannot be read.
    #[error("{0} is not a template")]
    Template(String),
    /// A pointer that is none.
    #[error("a pointer begins with /")]
    Pointer,
}

impl Gateway {
    /// Sends through a gateway; all that can be wrong with its settings is found here.
    pub fn new(reach: Reach, settings: GatewaySettings) -> Result<Self, BadGateway> {
        let method = match settings.method.as_str() {
            "GET" => Method::GET,
            "POST" => Method::POST,
            "PUT" => Method::PUT,
            _ => return Err(BadGateway::Method),
        };
        let pointers = [Some(&settings.success.pointer), settings.id.as_ref()];
        if pointers.into_iter().flatten().any(|pointer| !pointer.starts_with('/')) {
            return Err(BadGateway::Pointer);
        }
        if let Some(name) = settings.headers.keys().find(|name| name.parse::<HeaderName>().is_err()) {
            return Err(BadGateway::Header(name.clone()));
        }
        let templates = Box::new(templates(&settings)?);
        Ok(Self { reach, settings, method, templates })
    }

    pub(super) async fn send(&self, order: &Order<'_>) -> Outcome {
        let Some((url, call)) = self.call(order) else {
            return Outcome::refused("the templates of the gateway do not fit the message");
        };
        match self.reach.call(url.expose(), call).await {
            Ok(answer) => self.outcome(&answer),
            Err(outcome) => outcome,
        }
    }

    fn call(&self, order: &Order<'_>) -> Option<(Secret, Call)> {
        let secrets = self.settings.secrets.iter().map(|(name, secret)| (name.clone(), secret.expose()));
        let params = order.params.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
        let values = context! {
            id => order.message.id.to_string(),
            phone => order.phone.national(),
            text => order.message.text.clone(),
            sign => order.template.sign.clone(),
            template => order.template.id.clone(),
            params => minijinja::Value::from_pairs(params),
            secret => minijinja::Value::from_pairs(secrets),
        };
        let written = |name: &str| self.templates.get_template(name).ok()?.render(&values).ok();
        let mut headers = HeaderMap::new();
        for name in self.settings.headers.keys() {
            let mut value = HeaderValue::from_str(&written(&format!("{HEADER}{name}"))?).ok()?;
            value.set_sensitive(true);
            headers.insert(name.parse::<HeaderName>().ok()?, value);
        }
        let body = written(BODY)?.into();
        let call = Call { method: self.method.clone(), headers, body, answer_bytes: body::ANSWER };
        Some((Secret::new(written(URL)?), call))
    }

    fn outcome(&self, answer: &Answer) -> Outcome {
        let status = answer.status;
        let said = body::json(answer).unwrap_or_default();
        let told = said.pointer(&self.settings.success.pointer).map(plain);
        if status.is_success() && told.as_deref() == Some(self.settings.success.value.as_str()) {
            let id = self.settings.id.as_deref().and_then(|pointer| said.pointer(pointer)).map(plain);
            return Outcome::Accepted { provider_id: id };
        }
        if !status.is_success() {
            return Outcome::later(format!("http status {}", status.as_u16()));
        }
        match told {
            Some(code) => Outcome::refused(format!("gateway code {}", body::code(&code))),
            None => Outcome::later("no code in the answer of the gateway"),
        }
    }
}

fn templates(settings: &GatewaySettings) -> Result<Environment<'static>, BadGateway> {
    let mut templates = Environment::new();
    templates.set_undefined_behavior(UndefinedBehavior::Strict);
    // What is written is not HTML; each template says how it escapes.
    templates.set_auto_escape_callback(|_| AutoEscape::None);
    let headers = settings.headers.iter().map(|(name, text)| (format!("{HEADER}{name}"), text));
    let others = [(URL.to_owned(), &settings.url), (BODY.to_owned(), &settings.body)];
    for (name, text) in others.into_iter().chain(headers) {
        templates.add_template_owned(name.clone(), text.clone()).map_err(|_| BadGateway::Template(name))?;
    }
    Ok(templates)
}

/// A value without the quotation marks of a text.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
