//! On which way a message goes: from a target to its channel.

use std::{fs, sync::Arc};

use anyhow::{Context, bail, ensure};
use clock::Clock;
use ids::UnitCode;
use proto::notification::v1::{self as pb, RobotTarget, Target, WebhookTarget, target::To};
use refusal::Refusal;
use seal::mask;

use super::{Robots, Sending, SmsSettings};
use crate::{
    channels::{
        AddressRule, Aliyun, Channel, Destination, DingTalk, Email, Feishu, Gateway, Limits, Mailer,
        Outbound, Outcome, Outgoing, Phone, Reach, Resolver, Secret, SigningKey, SigningKeys, Sms,
        SmsProvider, Templates, Tencent, Trust, Walls, WeCom, Webhook,
    },
    model::ChannelKind,
};

/// Sends messages; clones share it.
#[derive(Clone)]
pub(crate) struct Post {
    settings: Arc<Sending>,
    walls: Arc<Walls>,
    outbound: Outbound,
    mailer: Option<Mailer>,
    sms: Option<(Arc<SmsProvider>, Arc<Templates>)>,
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
        let sms = settings.sms.as_ref().map(|sms| {
            let reach = Reach::new(outbound.clone(), AddressRule::new(&walls, sms.allowed.clone()));
            let provider = provider(sms, reach, clock.clone())?;
            let templates = Templates::new(sms.template.clone());
            templates.check(provider.name(), samples.iter().map(|sample| sample.kind.as_str()))?;
            for sample in samples {
                let unknown = templates.unknown(provider.name(), &sample.kind, &sample.params);
                ensure!(unknown.is_none(), "the sms template of {} names {unknown:?}", sample.kind);
            }
            Ok((Arc::new(provider), Arc::new(templates)))
        });
        Ok(Self {
            outbound,
            walls,
            settings: Arc::new(settings.clone()),
            mailer,
            sms: sms.transpose()?,
            clock,
        })
    }

    /// What may be shown of a target and the channel that it is reached on, if messages of the unit may go there.
    pub(crate) fn check(&self, unit: &UnitCode, target: &Target) -> Result<(ChannelKind, String), Refusal> {
        match target.to.as_ref().ok_or_else(|| required("target"))? {
            To::Webhook(webhook) => {
                let url = Destination::parse(&webhook.url, &self.rule(unit)).map_err(|error| {
                    Refusal::field("target.webhook.url", "url", error.to_string(), "不是允许的地址")
                })?;
                check_key("target.webhook.signing_key", &webhook.signing_key)?;
                Ok((ChannelKind::Webhook, url.origin()))
            }
            To::Email(email) => {
                let mailer = self.mailer.clone().ok_or_else(|| {
                    Refusal::field(
                        "target.email",
                        "no_server",
                        "no mail server is set up",
                        "未配置邮件服务器",
                    )
                })?;
                Email::new(mailer, &Secret::new(&email.address)).map_err(|error| {
                    Refusal::field("target.email.address", "address", error.to_string(), "不是有效的邮箱地址")
                })?;
                Ok((ChannelKind::Email, shown_address(&email.address)))
            }
            To::Sms(sms) => {
                if self.sms.is_none() {
                    let (en, zh) = ("no sms provider is set up", "未配置短信通道");
                    return Err(Refusal::field("target.sms", "no_provider", en, zh));
                }
                Phone::parse(&Secret::new(&sms.phone)).map_err(|error| {
                    Refusal::field("target.sms.phone", "phone", error.to_string(), "不是有效的手机号码")
                })?;
                Ok((ChannelKind::Sms, mask::phone(&sms.phone)))
            }
            To::Robot(robot) => {
                if robot.token.is_empty() || robot.token.len() > 200 {
                    return Err(required("target.robot.token"));
                }
                // It becomes part of a URL: what is no token could name another place.
                if !robot
                    .token
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
                {
                    let (en, zh) = ("letters, digits, - and _", "只能含字母、数字、-和_");
                    return Err(Refusal::field("target.robot.token", "format", en, zh));
                }
                for (field, text) in [("secret", &robot.secret), ("keyword", &robot.keyword)] {
                    if text.len() > 200 {
                        let (en, zh) = ("at most 200 bytes", "不超过200字节");
                        return Err(Refusal::field(format!("target.robot.{field}"), "too_long", en, zh));
                    }
                }
                Ok((robot_kind(robot)?, "***".to_owned()))
            }
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
            Some(To::Webhook(webhook)) => self.webhook(unit, webhook, older, message).await,
            Some(To::Email(email)) => {
                let Some(mailer) = self.mailer.clone() else {
                    return Outcome::later("no mail server is set up");
                };
                match Email::new(mailer, &Secret::new(email.address)) {
                    Ok(email) => email.send(message).await,
                    Err(error) => Outcome::refused(error.to_string()),
                }
            }
            Some(To::Sms(sms)) => {
                let Some((provider, templates)) = self.sms.clone() else {
                    return Outcome::later("no sms provider is set up");
                };
                match Phone::parse(&Secret::new(sms.phone)) {
                    Ok(phone) => Sms::new(provider, templates, phone).send(message).await,
                    Err(error) => Outcome::refused(error.to_string()),
                }
            }
            Some(To::Robot(robot)) => self.robot(robot, message).await,
            None => Outcome::refused("the target cannot be read"),
        }
    }

    async fn webhook(
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

    async fn robot(&self, robot: RobotTarget, message: &Outgoing) -> Outcome {
        let Robots { wecom, dingtalk, feishu, allowed } = &self.settings.robots;
        let reach = Reach::new(self.outbound.clone(), AddressRule::new(&self.walls, allowed.clone()));
        let given = |text: String| Some(text).filter(|text| !text.is_empty());
        let (channel, clock) = (robot.channel(), self.clock.clone());
        let (token, secret, keyword) =
            (Secret::new(robot.token), given(robot.secret).map(Secret::new), given(robot.keyword));
        match channel {
            pb::Channel::Wecom => WeCom::new(reach, wecom, token).send(message).await,
            pb::Channel::Dingtalk => {
                DingTalk { reach, base: dingtalk.clone(), token, secret, keyword, clock }.send(message).await
            }
            pb::Channel::Feishu => {
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

fn provider(sms: &SmsSettings, reach: Reach, clock: Clock) -> anyhow::Result<SmsProvider> {
    match (&sms.aliyun, &sms.tencent, &sms.gateway) {
        (Some(aliyun), None, None) => Ok(SmsProvider::Aliyun(Aliyun::new(reach, aliyun.clone(), clock))),
        (None, Some(tencent), None) => Ok(SmsProvider::Tencent(Tencent::new(reach, tencent.clone(), clock))),
        (None, None, Some(gateway)) => Ok(SmsProvider::Gateway(Gateway::new(reach, gateway.clone())?)),
        _ => bail!("notification.sending.sms has one of aliyun, tencent and gateway"),
    }
}

/// Whether a key can sign.
pub(crate) fn check_key(field: &str, key: &str) -> Result<(), Refusal> {
    let parsed = SigningKey::parse(&Secret::new(key));
    parsed
        .map(drop)
        .map_err(|error| Refusal::field(field, "key", error.to_string(), "须为whsec_加24至64字节的base64"))
}

fn robot_kind(robot: &RobotTarget) -> Result<ChannelKind, Refusal> {
    match robot.channel() {
        pb::Channel::Wecom => Ok(ChannelKind::WeCom),
        pb::Channel::Dingtalk => Ok(ChannelKind::DingTalk),
        pb::Channel::Feishu => Ok(ChannelKind::Feishu),
        _ => Err(Refusal::field(
            "target.robot.channel",
            "unknown",
            "not a robot's channel",
            "不是群机器人渠道",
        )),
    }
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
