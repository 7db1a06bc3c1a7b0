//! SMS through one of the providers. The text is the provider's approved template; only its variables are ours.

mod aliyun;
mod digest;
mod gateway;
mod phone;
mod settings;
mod templates;
mod tencent;

use std::sync::Arc;

use clock::Clock;

pub use self::{
    aliyun::{Aliyun, AliyunSettings},
    gateway::{BadGateway, Gateway, GatewaySettings, Success},
    phone::{BadPhone, Phone},
    settings::{BadSms, SmsSettings},
    templates::{MissingTemplates, Template, Templates},
    tencent::{Tencent, TencentSettings},
};
use crate::{Outcome, Outgoing, Reach};

/// One receiver of SMS.
#[derive(Clone)]
pub struct Sms {
    sender: SmsSender,
    phone: Phone,
}

/// Hands messages to a provider by its approved templates; clones share it.
#[derive(Clone)]
pub struct SmsSender {
    provider: Arc<SmsProvider>,
    templates: Arc<Templates>,
}

/// Who carries an SMS.
pub enum SmsProvider {
    /// 阿里云短信.
    Aliyun(Aliyun),
    /// 腾讯云短信.
    Tencent(Tencent),
    /// 省市政务短信平台, an operator's MAS: whatever speaks HTTP.
    Gateway(Gateway),
}

/// What a provider is given.
struct Order<'a> {
    message: &'a Outgoing,
    phone: &'a Phone,
    template: &'a Template,
    /// Names of the template's variables and what they stand for, in order.
    params: Vec<(&'a str, String)>,
}

impl Sms {
    /// A receiver of SMS by its number.
    pub fn new(sender: SmsSender, phone: Phone) -> Self {
        Self { sender, phone }
    }

    /// Tries once.
    pub async fn send(&self, message: &Outgoing) -> Outcome {
        let SmsSender { provider, templates } = &self.sender;
        let Some(template) = templates.find(provider.name(), &message.kind) else {
            return Outcome::refused("no sms template for this kind");
        };
        let params = match template.fill(&message.params) {
            Ok(params) => params,
            Err(missing) => {
                return Outcome::refused(format!("the message has no {missing} for its sms template"));
            }
        };
        let order = Order { message, phone: &self.phone, template, params };
        match &**provider {
            SmsProvider::Aliyun(aliyun) => aliyun.send(&order).await,
            SmsProvider::Tencent(tencent) => tencent.send(&order).await,
            SmsProvider::Gateway(gateway) => gateway.send(&order).await,
        }
    }
}

impl SmsSender {
    /// A provider with its templates.
    pub fn new(provider: SmsProvider, templates: Templates) -> Self {
        Self { provider: Arc::new(provider), templates: Arc::new(templates) }
    }

    /// The provider and the templates of the settings, for messages such as these samples. All that can be wrong with the
    /// settings is found here.
    pub fn connect(
        settings: &SmsSettings,
        samples: &[Outgoing],
        reach: Reach,
        clock: Clock,
    ) -> Result<Self, BadSms> {
        let provider = settings.provider(reach, clock)?;
        let templates = Templates::new(settings.template.clone());
        templates.check(provider.name(), samples.iter().map(|sample| sample.kind.as_str()))?;
        for sample in samples {
            let template = templates.find(provider.name(), &sample.kind);
            if let Some(Err(variable)) = template.map(|template| template.fill(&sample.params)) {
                return Err(BadSms::Variable { kind: sample.kind.clone(), variable: variable.to_owned() });
            }
        }
        Ok(Self::new(provider, templates))
    }
}

impl SmsProvider {
    /// Its name in the table of templates.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Aliyun(_) => "aliyun",
            Self::Tencent(_) => "tencent",
            Self::Gateway(_) => "gateway",
        }
    }
}
