//! How messages leave: the section `[notification.sending]`.

use std::{collections::BTreeMap, path::PathBuf};

use anyhow::ensure;
use serde::{Deserialize, Serialize};

use crate::channels::{Allowed, MailSecurity, MailSettings, Walls};

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
        Ok(())
    }
}
