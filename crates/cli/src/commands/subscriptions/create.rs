//! Subscribes. What is secret comes in files: a command line is seen by everybody on the machine.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use ids::{ItemCode, UnitCode};
use proto::notification::v1::{
    Channel, CreateSubscriptionRequest, EmailTarget, Lamp, Level, RobotTarget, SmsTarget, Target,
    WebhookTarget, subscription_service_client::SubscriptionServiceClient, target::To,
};

use super::record;
use crate::{
    choices::{self, LampChoice, LevelChoice},
    client::request,
    failure::Failure,
    session::{Act, Session, read},
    target::Service,
};

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
    #[arg(long, value_enum, value_name = "LEVEL")]
    level: Vec<LevelChoice>,
    /// 只要该种类的，可多次 / only this kind of duty; may be repeated
    #[arg(long, value_name = "KIND")]
    kind: Vec<String>,
    /// 只要该事项的，可多次 / only duties of this item; may be repeated
    #[arg(long, value_name = "ITEM")]
    item: Vec<ItemCode>,
    /// 只要该亮灯的，可多次 / only what this lamp tells; may be repeated
    #[arg(long, value_enum, value_name = "LAMP")]
    lamp: Vec<LampChoice>,
    /// 督办：只要该单位的，可多次 / of the office: only duties of this unit; may be repeated
    #[arg(long, value_name = "UNIT")]
    of: Vec<UnitCode>,
    /// 经办人本人的订阅 / the acting official's own
    #[arg(long)]
    personal: bool,
    #[command(flatten)]
    act: Act,
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
    #[arg(long, value_enum, value_name = "CHANNEL", requires = "token_file")]
    robot: Option<Robot>,
}

/// Whose robot.
#[derive(ValueEnum, Clone, Copy, Debug)]
enum Robot {
    /// 企业微信
    Wecom,
    /// 钉钉
    Dingtalk,
    /// 飞书
    Feishu,
}

impl Create {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut subscriptions = SubscriptionServiceClient::new(session.calls(Service::Notification)?);
        let asked = CreateSubscriptionRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            target: Some(Target { to: self.target()? }),
            levels: choices::numbers::<_, Level>(&self.level),
            name: self.name,
            kinds: self.kind,
            personal: self.personal,
            item_codes: self.item.into_iter().map(String::from).collect(),
            lamps: choices::numbers::<_, Lamp>(&self.lamp),
            units: self.of.into_iter().map(String::from).collect(),
        };
        let answer = subscriptions.create_subscription(request(asked)).await?.into_inner();
        session.output.one(&answer.subscription.unwrap_or_default(), record::whole)
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
                channel: Channel::from(*robot).into(),
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

impl From<Robot> for Channel {
    fn from(robot: Robot) -> Self {
        match robot {
            Robot::Wecom => Self::Wecom,
            Robot::Dingtalk => Self::Dingtalk,
            Robot::Feishu => Self::Feishu,
        }
    }
}
