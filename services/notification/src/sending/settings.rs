//! How messages leave: the section `[notification.sending]`.

use std::{collections::BTreeMap, path::PathBuf};

use anyhow::ensure;
use channels::{Allowed, MailSecurity, MailSettings, SmsSettings, Walls};
use proto::words::notification::Channel;
use serde::{Deserialize, Serialize};

/// The section `[notification.sending]`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Sending {
    /// What a notice's id is appended to for its link; empty: messages hold no link.
    pub link: String,
    /// What nobody may reach.
    pub walls: Walls,
    /// Where the robots of groups are.
    pub robots: Robots,
    /// The mail server; without one there is no e-mail.
    #[serde(default)]
    pub mail: Option<MailSettings>,
    /// How SMS leave; without it there is no SMS.
    #[serde(default)]
    pub sms: Option<SmsSettings>,
    /// How much a receiver is sent at most.
    pub pace: Pace,
    /// Authorities of the county's own networks (PEM), believed besides the public ones.
    #[serde(default)]
    pub authorities: Option<PathBuf>,
    /// What may be reached for a unit besides the public net, by the unit's code.
    #[serde(default)]
    pub allowed: BTreeMap<String, Allowed>,
}

/// Bases of the robots' URLs: the public editions, or private ones (政务微信, 专有钉钉).
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Robots {
    /// 企业微信.
    pub wecom: String,
    /// 钉钉.
    pub dingtalk: String,
    /// 飞书.
    pub feishu: String,
    /// What may be reached for robots besides the public net.
    #[serde(default)]
    pub allowed: Allowed,
}

/// Most attempts a minute to one receiver, over all replicas; zero: any number.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Pace {
    /// A webhook.
    pub webhook: i64,
    /// Messages of one webhook that a replica sends side by side.
    pub webhook_at_once: i64,
    /// An address of e-mail.
    pub email: i64,
    /// A phone.
    pub sms: i64,
    /// A 企业微信 robot: beyond 20 it takes none.
    pub wecom: i64,
    /// A 钉钉 robot: beyond 20 it is mute for ten minutes.
    pub dingtalk: i64,
    /// A 飞书 robot: beyond 100 it takes none.
    pub feishu: i64,
}

impl Pace {
    /// What is limited, by channel.
    pub(crate) fn attempts_a_minute(&self) -> Vec<(Channel, i64)> {
        let Self { webhook, webhook_at_once: _, email, sms, wecom, dingtalk, feishu } = *self;
        let all = [
            (Channel::Webhook, webhook),
            (Channel::Email, email),
            (Channel::Sms, sms),
            (Channel::Wecom, wecom),
            (Channel::Dingtalk, dingtalk),
            (Channel::Feishu, feishu),
        ];
        all.into_iter().filter(|(_, attempts)| *attempts > 0).collect()
    }
}

impl Sending {
    /// Refuses in production what is for development only.
    pub(crate) fn check(&self, development: bool) -> anyhow::Result<()> {
        let plain = self.mail.as_ref().is_some_and(|mail| mail.security == MailSecurity::Plain);
        ensure!(
            development || !plain,
            "notification.sending.mail.security = \"plain\" is for development only"
        );
        ensure!(
            development || !self.walls.loopback,
            "notification.sending.walls.loopback is for development only"
        );
        let private = self.allowed.values().any(|allowed| !allowed.ranges.is_empty());
        ensure!(
            development || !private || !self.walls.cluster.is_empty(),
            "notification.sending.walls.cluster must name the cluster's ranges, since a unit has private ones that may hold them"
        );
        ensure!(
            self.pace.webhook_at_once > 0,
            "notification.sending.pace.webhook_at_once must be at least 1"
        );
        Ok(())
    }
}
