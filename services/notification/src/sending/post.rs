//! On which way a message goes: from a target to its channel.

use std::{fs, sync::Arc};

use anyhow::Context;
use channels::{
    AddressRule, Destination, DingTalk, Email, Feishu, Limits, Mailer, Outbound, Outcome, Outgoing, Phone,
    Reach, Resolver, Secret, SigningKey, SigningKeys, Sms, SmsSender, SmsSettings, Trust, Walls, WeCom,
    Webhook,
};
use clock::Clock;
use ids::UnitCode;
use proto::{
    notification::v1::{EmailTarget, RobotTarget, SmsTarget, Target, WebhookTarget, target::To},
    words::notification::Channel,
};
use refusal::Refusal;
use seal::mask;

use super::{Robots, Sending};

/// Most bytes of a robot's token, secret and keyword.
const LONGEST: usize = 200;

/// Sends messages; clones share it.
#[derive(Clone)]
pub(crate) struct Post {
    settings: Arc<Sending>,
    walls: Arc<Walls>,
    outbound: Outbound,
    mailer: Option<Mailer>,
    sms: Option<SmsSender>,
    clock: Clock,
}

impl Post {
    /// A post by its settings, for messages such as these samples: what a channel cannot say of one is refused here.
    pub(crate) fn new(settings: &Sending, samples: &[Outgoing], clock: Clock) -> anyhow::Result<Self> {
        let mut trust = Trust::default();
        if let Some(file) = &settings.authorities {
            let pem = fs::read(file).with_context(|| format!("{}", file.display()))?;
            trust = trust.and(&pem)?;
        }
        let mailer =
            settings.mail.as_ref().map(|mail| Mailer::new(mail, &trust, clock.clone())).transpose()?;
        let outbound = Outbound::new(&trust, Resolver::system(), Limits::default())?;
        let walls = Arc::new(settings.walls.clone());
        let connect = |sms: &SmsSettings| {
            let reach = Reach::new(outbound.clone(), AddressRule::new(&walls, sms.allowed.clone()));
            SmsSender::connect(sms, samples, reach, clock.clone())
        };
        let sms = settings.sms.as_ref().map(connect).transpose().context("notification.sending.sms")?;
        Ok(Self { outbound, walls, settings: Arc::new(settings.clone()), mailer, sms, clock })
    }

    /// What may be shown of a target and the channel that it is reached on, if messages of the unit may go there.
    pub(crate) fn check(&self, unit: &UnitCode, target: &Target) -> Result<(Channel, String), Refusal> {
        match target.to.as_ref().ok_or_else(|| required("target"))? {
            To::Webhook(webhook) => self.check_webhook(unit, webhook),
            To::Email(email) => self.check_email(email),
            To::Sms(sms) => self.check_sms(sms),
            To::Robot(robot) => check_robot(robot),
        }
    }

    /// Tries once; signed with the key of the older target, too, while there is one.
    pub(crate) async fn send(
        &self,
        unit: &UnitCode,
        target: Target,
        older: Option<Target>,
        message: &Outgoing,
    ) -> Outcome {
        match target.to {
            Some(To::Webhook(webhook)) => self.send_webhook(unit, webhook, older, message).await,
            Some(To::Email(email)) => self.send_email(email, message).await,
            Some(To::Sms(sms)) => self.send_sms(sms, message).await,
            Some(To::Robot(robot)) => self.send_to_robot(robot, message).await,
            None => Outcome::refused("the target cannot be read"),
        }
    }

    fn check_webhook(&self, unit: &UnitCode, target: &WebhookTarget) -> Result<(Channel, String), Refusal> {
        let url = Destination::parse(&target.url, &self.rule(unit)).map_err(|error| {
            Refusal::field("target.webhook.url", "url", error.to_string(), "不是允许的地址")
        })?;
        check_key("target.webhook.signing_key", &target.signing_key)?;
        Ok((Channel::Webhook, url.origin()))
    }

    fn check_email(&self, target: &EmailTarget) -> Result<(Channel, String), Refusal> {
        let mailer = self.mailer.clone().ok_or_else(|| {
            let (en, zh) = ("no mail server is set up", "未配置邮件服务器");
            Refusal::field("target.email", "no_server", en, zh)
        })?;
        Email::new(mailer, &Secret::new(&target.address)).map_err(|error| {
            Refusal::field("target.email.address", "address", error.to_string(), "不是有效的邮箱地址")
        })?;
        Ok((Channel::Email, shown_address(&target.address)))
    }

    fn check_sms(&self, target: &SmsTarget) -> Result<(Channel, String), Refusal> {
        if self.sms.is_none() {
            let (en, zh) = ("no sms provider is set up", "未配置短信通道");
            return Err(Refusal::field("target.sms", "no_provider", en, zh));
        }
        Phone::parse(&Secret::new(&target.phone)).map_err(|error| {
            Refusal::field("target.sms.phone", "phone", error.to_string(), "不是有效的手机号码")
        })?;
        Ok((Channel::Sms, mask::phone(&target.phone)))
    }

    async fn send_webhook(
        &self,
        unit: &UnitCode,
        target: WebhookTarget,
        older: Option<Target>,
        message: &Outgoing,
    ) -> Outcome {
        let Ok(newest) = SigningKey::parse(&Secret::new(target.signing_key)) else {
            return Outcome::refused("the signing key cannot be read");
        };
        let older = match older.and_then(|older| older.to) {
            Some(To::Webhook(older)) => SigningKey::parse(&Secret::new(older.signing_key)).ok(),
            _ => None,
        };
        let keys = SigningKeys { newest, older };
        let reach = Reach::new(self.outbound.clone(), self.rule(unit));
        Webhook::new(reach, Secret::new(target.url), keys, self.clock.clone()).send(message).await
    }

    async fn send_email(&self, target: EmailTarget, message: &Outgoing) -> Outcome {
        let Some(mailer) = self.mailer.clone() else {
            return Outcome::later("no mail server is set up");
        };
        match Email::new(mailer, &Secret::new(target.address)) {
            Ok(email) => email.send(message).await,
            Err(error) => Outcome::refused(error.to_string()),
        }
    }

    async fn send_sms(&self, target: SmsTarget, message: &Outgoing) -> Outcome {
        let Some(sender) = self.sms.clone() else {
            return Outcome::later("no sms provider is set up");
        };
        match Phone::parse(&Secret::new(target.phone)) {
            Ok(phone) => Sms::new(sender, phone).send(message).await,
            Err(error) => Outcome::refused(error.to_string()),
        }
    }

    async fn send_to_robot(&self, robot: RobotTarget, message: &Outgoing) -> Outcome {
        let Robots { wecom, dingtalk, feishu, allowed } = &self.settings.robots;
        let reach = Reach::new(self.outbound.clone(), AddressRule::new(&self.walls, allowed.clone()));
        let channel = robot.channel().word();
        let clock = self.clock.clone();
        let token = Secret::new(robot.token);
        let secret = given(robot.secret).map(Secret::new);
        let keyword = given(robot.keyword);
        match channel {
            Some(Channel::Wecom) => WeCom::new(reach, wecom, token).send(message).await,
            Some(Channel::Dingtalk) => {
                DingTalk { reach, base: dingtalk.clone(), token, secret, keyword, clock }.send(message).await
            }
            Some(Channel::Feishu) => {
                Feishu { reach, base: feishu.clone(), hook: token, secret, keyword, clock }
                    .send(message)
                    .await
            }
            _ => Outcome::refused("the target cannot be read"),
        }
    }

    fn rule(&self, unit: &UnitCode) -> AddressRule {
        let allowed = self.settings.allowed.get(unit.as_str()).cloned().unwrap_or_default();
        AddressRule::new(&self.walls, allowed)
    }
}

/// Refuses a robot whose token or words cannot be.
fn check_robot(robot: &RobotTarget) -> Result<(Channel, String), Refusal> {
    if robot.token.is_empty() || robot.token.len() > LONGEST {
        return Err(required("target.robot.token"));
    }
    // It becomes part of a URL: what is no token could name another place.
    let is_of_token = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    if !robot.token.bytes().all(is_of_token) {
        let (en, zh) = ("letters, digits, - and _", "只能含字母、数字、-和_");
        return Err(Refusal::field("target.robot.token", "format", en, zh));
    }
    for (field, text) in [("secret", &robot.secret), ("keyword", &robot.keyword)] {
        if text.len() > LONGEST {
            let (en, zh) = ("at most 200 bytes", "不超过200字节");
            return Err(Refusal::field(format!("target.robot.{field}"), "too_long", en, zh));
        }
    }
    let is_robot =
        |channel: &Channel| matches!(channel, Channel::Wecom | Channel::Dingtalk | Channel::Feishu);
    let channel = robot.channel().word().filter(is_robot).ok_or_else(|| {
        Refusal::field("target.robot.channel", "unknown", "not a robot's channel", "不是群机器人渠道")
    })?;
    Ok((channel, "***".to_owned()))
}

/// Refuses a key that cannot sign.
pub(crate) fn check_key(field: &str, key: &str) -> Result<(), Refusal> {
    let parsed = SigningKey::parse(&Secret::new(key));
    parsed
        .map(drop)
        .map_err(|error| Refusal::field(field, "key", error.to_string(), "须为whsec_加24至64字节的base64"))
}

fn given(text: String) -> Option<String> {
    if text.is_empty() { None } else { Some(text) }
}

fn required(field: &str) -> Refusal {
    Refusal::field(field, "required", "say where messages go", "请填写接收端")
}

/// The first letter and the host: `z***@example.gov.cn`.
fn shown_address(address: &str) -> String {
    let (user, host) = address.split_once('@').unwrap_or_default();
    let first: String = user.chars().take(1).collect();
    format!("{first}***@{host}")
}
