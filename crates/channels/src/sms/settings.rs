//! The section of SMS in a settings file: one provider, and what it lets us say.

use clock::Clock;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::{
    Allowed, Reach,
    sms::{
        Aliyun, AliyunSettings, BadGateway, Gateway, GatewaySettings, MissingTemplates, SmsProvider,
        Template, Tencent, TencentSettings,
    },
};

/// Who carries SMS, and with which approved templates.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SmsSettings {
    /// 阿里云短信. One of these three is set.
    #[serde(default)]
    pub aliyun: Option<AliyunSettings>,
    /// 腾讯云短信.
    #[serde(default)]
    pub tencent: Option<TencentSettings>,
    /// 省市政务短信平台, an operator's MAS.
    #[serde(default)]
    pub gateway: Option<GatewaySettings>,
    /// The approved template of each kind of message.
    pub template: Vec<Template>,
    /// What may be reached for the provider besides the public net.
    #[serde(default)]
    pub allowed: Allowed,
}

/// Why no SMS can be sent by these settings.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum BadSms {
    /// No provider, or several.
    #[error("sms has one of aliyun, tencent and gateway")]
    Provider,
    /// The gateway of the settings.
    #[error(transparent)]
    Gateway(#[from] BadGateway),
    /// A kind of message without a template.
    #[error(transparent)]
    Templates(#[from] MissingTemplates),
    /// A template with a variable that stands for nothing.
    #[error("the sms template of {kind} names {variable}, which stands for nothing")]
    Variable {
        /// The kind of message.
        kind: String,
        /// The variable, as the template names it.
        variable: String,
    },
}

impl SmsSettings {
    /// The one provider that is set.
    pub(super) fn provider(&self, reach: Reach, clock: Clock) -> Result<SmsProvider, BadSms> {
        match (&self.aliyun, &self.tencent, &self.gateway) {
            (Some(aliyun), None, None) => Ok(SmsProvider::Aliyun(Aliyun::new(reach, aliyun.clone(), clock))),
            (None, Some(tencent), None) => {
                Ok(SmsProvider::Tencent(Tencent::new(reach, tencent.clone(), clock)))
            }
            (None, None, Some(gateway)) => Ok(SmsProvider::Gateway(Gateway::new(reach, gateway.clone())?)),
            _ => Err(BadSms::Provider),
        }
    }
}
