//! What is secret comes in files: a command line is seen by everybody on the machine.

use std::path::{Path, PathBuf};

use clap::Args;
use ids::{ItemCode, UnitCode};
use proto::{
    notification::v1::{
        CreateSubscriptionRequest, EmailTarget, RobotTarget, SmsTarget, Target, WebhookTarget, target::To,
    },
    words::notification::{Channel, Lamp, Level},
};

use crate::{
    failure::Failure,
    files::read,
    session::Act,
    typed::{numbers, one_of, texts, word},
};

/// Whose robots a group may have.
const ROBOTS: &[Channel] = &[Channel::Wecom, Channel::Dingtalk, Channel::Feishu];

#[derive(Args, Debug)]
pub(crate) struct Create {
    /// 订阅名称 / what people call it
    name: String,
    #[command(flatten)]
    to: Receiver,
    /// Webhook 签名密钥文件（whsec_…） / file with the key that messages are signed with
    #[arg(long, value_name = "FILE", requires = "webhook")]
    key_file: Option<PathBuf>,
    /// 机器人令牌文件 / file with the token in the robot's URL
    #[arg(long, value_name = "FILE", requires = "robot")]
    token_file: Option<PathBuf>,
    /// 机器人加签密钥文件 / file with the robot's signing secret
    #[arg(long, value_name = "FILE", requires = "robot")]
    secret_file: Option<PathBuf>,
    /// 机器人关键词 / the word that the group asks for
    #[arg(long, value_name = "WORD", requires = "robot")]
    keyword: Option<String>,
    /// 只要发给该层级的，可多次 / only what is told to this rung; may be repeated
    #[arg(long, value_parser = word::<Level>(), value_name = "LEVEL")]
    level: Vec<Level>,
    /// 只要该种类的，可多次 / only this kind of duty; may be repeated
    #[arg(long, value_name = "KIND")]
    kind: Vec<String>,
    /// 只要该事项的，可多次 / only duties of this item; may be repeated
    #[arg(long, value_name = "ITEM")]
    item: Vec<ItemCode>,
    /// 只要该亮灯的，可多次 / only what this lamp tells; may be repeated
    #[arg(long, value_parser = word::<Lamp>(), value_name = "LAMP")]
    lamp: Vec<Lamp>,
    /// 督办：只要该单位的，可多次 / of the office: only duties of this unit; may be repeated
    #[arg(long, value_name = "UNIT")]
    of: Vec<UnitCode>,
    /// 经办人本人的订阅 / the acting official's own
    #[arg(long)]
    personal: bool,
    #[command(flatten)]
    pub(super) act: Act,
}

#[derive(Args, Debug)]
#[group(required = true, multiple = false)]
struct Receiver {
    /// Webhook 地址（须 --key-file） / URL of a webhook
    #[arg(long, value_name = "URL", requires = "key_file")]
    webhook: Option<String>,
    /// 邮箱地址 / address of e-mail
    #[arg(long, value_name = "ADDRESS")]
    email: Option<String>,
    /// 手机号码文件 / file with the number of a phone
    #[arg(long, value_name = "FILE")]
    sms_file: Option<PathBuf>,
    /// 群机器人（须 --token-file） / robot of a group
    #[arg(long, value_parser = one_of(ROBOTS), value_name = "CHANNEL", requires = "token_file")]
    robot: Option<Channel>,
}

impl Create {
    pub(super) fn asked(&self) -> Result<CreateSubscriptionRequest, Failure> {
        Ok(CreateSubscriptionRequest {
            target: Some(Target { to: self.target()? }),
            levels: numbers(self.level.clone()),
            name: self.name.clone(),
            kinds: self.kind.clone(),
            personal: self.personal,
            item_codes: texts(&self.item),
            lamps: numbers(self.lamp.clone()),
            units: texts(&self.of),
            ..Default::default()
        })
    }

    fn target(&self) -> Result<Option<To>, Failure> {
        let line = |file: &Option<PathBuf>| {
            file.as_deref().map(first_line).transpose().map(Option::unwrap_or_default)
        };
        Ok(match &self.to {
            Receiver { webhook: Some(url), .. } => {
                Some(To::Webhook(WebhookTarget { url: url.clone(), signing_key: line(&self.key_file)? }))
            }
            Receiver { email: Some(address), .. } => {
                Some(To::Email(EmailTarget { address: address.clone() }))
            }
            Receiver { sms_file: file @ Some(_), .. } => Some(To::Sms(SmsTarget { phone: line(file)? })),
            Receiver { robot: Some(robot), .. } => Some(To::Robot(RobotTarget {
                channel: (*robot).into(),
                token: line(&self.token_file)?,
                secret: line(&self.secret_file)?,
                keyword: self.keyword.clone().unwrap_or_default(),
            })),
            Receiver { .. } => None,
        })
    }
}

/// What stands in a file that holds a secret.
pub(super) fn first_line(file: &Path) -> Result<String, Failure> {
    let bytes = read(file)?;
    Ok(String::from_utf8_lossy(&bytes).lines().next().unwrap_or_default().trim().to_owned())
}
