//! On which way a message goes: from a target to its channel.

use std::{fs, sync::Arc};

use anyhow::Context;
use clock::Clock;
use ids::UnitCode;
use proto::notification::v1::{self as pb, RobotTarget, Target, WebhookTarget, target::To};
use refusal::Refusal;

use super::{Robots, Sending};
use crate::{
    channels::{
        AddressRule, Channel, Destination, DingTalk, Email, Feishu, Limits, Mailer, Outbound, Outcome,
        Outgoing, Reach, Resolver, Secret, SigningKey, SigningKeys, Trust, Walls, WeCom, Webhook,
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
    clock: Clock,
}

impl Post {
    /// A post by its settings.
    pub(crate) fn new(settings: &Sending, clock: Clock) -> anyhow::Result<Self> {
        let mut trust = Trust::default();
        if let Some(file) = &settings.authorities {
            let pem = fs::read(file).with_context(|| format!("{}", file.display()))?;
            trust = trust.and(&pem)?;
        }
        let mailer =
            settings.mail.as_ref().map(|mail| Mailer::new(mail, &trust, clock.clone())).transpose()?;
        Ok(Self {
            outbound: Outbound::new(&trust, Resolver::system(), Limits::default())?,
            walls: Arc::new(settings.walls.clone()),
            settings: Arc::new(settings.clone()),
            mailer,
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
            To::Robot(robot) => {
                if robot.token.is_empty() || robot.token.len() > 200 {
                    return Err(required("target.robot.token"));
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
