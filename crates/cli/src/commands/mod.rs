//! The commands: a noun is a file, with its verbs, their arguments, and how its records are shown; a folder where it is long.

mod announcements;
mod bulletins;
mod calendar;
mod certs;
mod completion;
mod decisions;
mod deliveries;
mod doctor;
mod duties;
mod keys;
mod letters;
mod mailbox;
mod man;
mod map;
mod meetings;
mod minutes;
mod notices;
mod officials;
mod pushes;
mod reminders;
mod resolutions;
mod roster;
mod subjects;
mod subscriptions;
mod topics;
mod units;

use clap::Subcommand;

use crate::{failure::Failure, session::Session};

/// What can be asked for.
#[derive(Subcommand, Debug)]
pub(crate) enum Command {
    /// 开发用证书 / certificates for development
    #[command(subcommand)]
    Certs(certs::Certs),
    /// 许可决定：导入、查询、分派、补齐 / licence decisions
    #[command(subcommand)]
    Decisions(decisions::Decisions),
    /// 推送（发出方） / pushes, the sender's side
    #[command(subcommand)]
    Pushes(pushes::Pushes),
    /// 送达（接收方）：查询、认领、退回 / deliveries, the receivers' side
    #[command(subcommand)]
    Deliveries(deliveries::Deliveries),
    /// 时限义务台账：谁欠什么、何时到期 / the duty ledger
    #[command(subcommand)]
    Duties(duties::Duties),
    /// 提醒：告知了谁什么 / notices: what was told to whom
    #[command(subcommand)]
    Notices(notices::Notices),
    /// 催办方案 / reminder plans
    #[command(subcommand)]
    Reminders(reminders::Reminders),
    /// 督办函 / supervision letters
    #[command(subcommand)]
    Letters(letters::Letters),
    /// 联席会议通知：会议、材料、纪要、通报 / what the joint meeting told units
    #[command(subcommand)]
    Announcements(announcements::Announcements),
    /// 联席会议成员名册 / the roster of the joint meeting
    #[command(subcommand)]
    Roster(roster::Roster),
    /// 联席会议议题 / topics of the joint meeting
    #[command(subcommand)]
    Topics(topics::Topics),
    /// 联席会议会议：筹备、通知、材料、召开 / meetings of the joint meeting
    #[command(subcommand)]
    Meetings(meetings::Meetings),
    /// 会议纪要 / minutes of meetings
    #[command(subcommand)]
    Minutes(minutes::Minutes),
    /// 议定事项、交办事项 / resolutions of the joint meeting
    #[command(subcommand)]
    Resolutions(resolutions::Resolutions),
    /// 通报：议定事项落实情况 / bulletins: how far resolutions are
    #[command(subcommand)]
    Bulletins(bulletins::Bulletins),
    /// 订阅：提醒另发往何处，发送结果如何 / where notices go besides the inbox
    #[command(subcommand)]
    Subscriptions(subscriptions::Subscriptions),
    /// 监管对象（一企一档） / supervised subjects
    #[command(subcommand)]
    Subjects(subjects::Subjects),
    /// 审管责任清单 / the responsibility map
    #[command(subcommand)]
    Map(map::Map),
    /// 工作日历 / the working-day calendar
    #[command(subcommand)]
    Calendar(calendar::Calendar),
    /// 单位 / units
    #[command(subcommand)]
    Units(units::Units),
    /// 经办人 / officials
    #[command(subcommand)]
    Officials(officials::Officials),
    /// 证书公钥绑定 / pinned certificate keys
    #[command(subcommand)]
    Keys(keys::Keys),
    /// 服务间信箱 / the mailbox between services
    #[command(subcommand)]
    Mailbox(mailbox::Mailbox),
    /// 体检：证书、服务、时钟、日历、回执 / is everything well, and what to do if not
    Doctor,
    /// 生成命令补全脚本 / shell completion
    Completion(completion::Completion),
    /// 生成手册页（man） / manual pages
    Man(man::Man),
}

impl Command {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        match self {
            Self::Certs(verb) => verb.run(session),
            Self::Decisions(verb) => verb.run(session).await,
            Self::Pushes(verb) => verb.run(session).await,
            Self::Deliveries(verb) => verb.run(session).await,
            Self::Duties(verb) => verb.run(session).await,
            Self::Notices(verb) => verb.run(session).await,
            Self::Reminders(verb) => verb.run(session).await,
            Self::Letters(verb) => verb.run(session).await,
            Self::Announcements(verb) => verb.run(session).await,
            Self::Roster(verb) => verb.run(session).await,
            Self::Topics(verb) => verb.run(session).await,
            Self::Meetings(verb) => verb.run(session).await,
            Self::Minutes(verb) => verb.run(session).await,
            Self::Resolutions(verb) => verb.run(session).await,
            Self::Bulletins(verb) => verb.run(session).await,
            Self::Subscriptions(verb) => verb.run(session).await,
            Self::Subjects(verb) => verb.run(session).await,
            Self::Map(verb) => verb.run(session).await,
            Self::Calendar(verb) => verb.run(session).await,
            Self::Units(verb) => verb.run(session).await,
            Self::Officials(verb) => verb.run(session).await,
            Self::Keys(verb) => verb.run(session).await,
            Self::Mailbox(verb) => verb.run(session).await,
            Self::Doctor => doctor::run(session).await,
            Self::Completion(completion) => completion.run(session),
            Self::Man(man) => man.run(session),
        }
    }
}
