//! SMS through one of the providers. The text is the provider's approved template; only its variables are ours.

mod aliyun;
mod digest;
mod gateway;
mod phone;
mod templates;
mod tencent;

use std::sync::Arc;

pub use self::{
    aliyun::{Aliyun, AliyunSettings},
    gateway::{BadGateway, Gateway, GatewaySettings, Success},
    phone::{BadPhone, Phone},
    templates::{MissingTemplates, Template, Templates},
    tencent::{Tencent, TencentSettings},
};
use crate::channels::{Channel, Outcome, Outgoing};

/// One receiver of SMS.
#[derive(Clone)]
pub struct Sms {
    provider: Arc<SmsProvider>,
    templates: Arc<Templates>,
    phone: Phone,
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
    /// A receiver.
    pub fn new(provider: Arc<SmsProvider>, templates: Arc<Templates>, phone: Phone) -> Self {
        Self { provider, templates, phone }
    }
}

impl Channel for Sms {
    async fn send(&self, message: &Outgoing) -> Outcome {
        let Some(template) = self.templates.find(self.provider.name(), &message.kind) else {
            return Outcome::refused("no sms template for this kind");
        };
        let params = match template.fill(&message.params) {
            Ok(params) => params,
            Err(missing) => {
                return Outcome::refused(format!("the message has no {missing} for its sms template"));
            }
        };
        let order = Order { message, phone: &self.phone, template, params };
        match &*self.provider {
            SmsProvider::Aliyun(aliyun) => aliyun.send(&order).await,
            SmsProvider::Tencent(tencent) => tencent.send(&order).await,
            SmsProvider::Gateway(gateway) => gateway.send(&order).await,
        }
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
