//! Six ways on which a message leaves: webhook, e-mail, SMS, and the group robots of 企业微信, 钉钉 and 飞书. Each takes an
//! [`Outgoing`] and a receiver, tries once and gives an [`Outcome`]; none knows what the message is about, who chose the receiver,
//! or a database. When it is tried again is [`wait_before`].
//!
//! Whatever speaks HTTP does so through [`Reach`], which knows the address rule: the host is resolved, every address is
//! checked, and the connection goes to a checked one. Keys, phone numbers and addresses are [`Secret`]s, and a cause in an
//! [`Outcome`] names neither them nor what the other side said.

mod address;
mod body;
mod cut;
mod destination;
mod dingtalk;
mod email;
mod feishu;
mod outbound;
mod outgoing;
mod random;
mod reach;
mod resolver;
mod retry;
mod robot;
mod secret;
mod sms;
mod trust;
mod webhook;
mod wecom;

pub(crate) use outbound::{Answer, Call, Failure};

pub use address::{AddressRule, Allowed, Forbidden, Walls};
pub use destination::{BadUrl, Destination};
pub use dingtalk::DingTalk;
pub use email::{BadMailbox, Email, MailSecurity, MailSettings, Mailer, MailerError};
pub use feishu::Feishu;
pub use outbound::{Limits, Outbound};
pub use outgoing::{Outcome, Outgoing};
pub use reach::Reach;
pub use resolver::Resolver;
pub use retry::{ATTEMPTS, wait_before};
pub use secret::Secret;
pub use sms::{
    Aliyun, AliyunSettings, BadGateway, BadPhone, BadSms, Gateway, GatewaySettings, MissingTemplates, Phone,
    Sms, SmsProvider, SmsSender, SmsSettings, Success, Template, Templates, Tencent, TencentSettings,
};
pub use trust::{BadAuthority, Trust};
pub use webhook::{BadSigningKey, SigningKey, SigningKeys, Webhook};
pub use wecom::WeCom;
