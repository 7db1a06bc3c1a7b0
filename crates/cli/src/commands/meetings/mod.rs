//! Meetings of the joint meeting.

mod answer;
mod cancel;
mod delegate;
mod get;
mod invitation;
mod invite;
mod list;
mod material;
mod open;
mod plan;
mod record;
mod reschedule;
mod send_material;
mod sign_in;

use clap::Subcommand;

use crate::{failure::Failure, session::Session};

#[derive(Subcommand, Debug)]
pub(crate) enum Verb {
    /// 会议，新的在前 / meetings, the latest first
    List(list::List),
    /// 一次会议及其参会者、材料 / one meeting with its participants and materials
    Get(get::Get),
    /// 筹备会议：议题列入议程（联席会议办公室） / plan a meeting on topics that have the consent
    Plan(plan::Plan),
    /// 委托召集人主持（总召集人） / let a convener preside
    Delegate(delegate::Delegate),
    /// 发出会议通知，可再次通知新增成员（联席会议办公室） / invite; again, whoever joined since
    Invite(invite::Invite),
    /// 发送会议材料（联席会议办公室） / send a material to whoever is invited
    SendMaterial(send_material::SendMaterial),
    /// 回执：参加、请假、委派代表 / answer the invitation
    Answer(answer::Answer),
    /// 改期（联席会议办公室） / move a meeting, and say why
    Reschedule(reschedule::Reschedule),
    /// 取消（联席会议办公室） / cancel a meeting, and say why
    Cancel(cancel::Cancel),
    /// 签到 / sign in on the day
    SignIn(sign_in::SignIn),
    /// 登记会议召开（联席会议办公室） / record that a meeting was opened, and who presided
    Open(open::Open),
    /// 下载会议材料 / download a material
    Material(material::Material),
    /// 日历邀请（.ics） / the invitation as an entry of a calendar
    Invitation(invitation::Invitation),
}

impl Verb {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        match self {
            Self::List(verb) => verb.run(session).await,
            Self::Get(verb) => verb.run(session).await,
            Self::Plan(verb) => verb.run(session).await,
            Self::Delegate(verb) => verb.run(session).await,
            Self::Invite(verb) => verb.run(session).await,
            Self::SendMaterial(verb) => verb.run(session).await,
            Self::Answer(verb) => verb.run(session).await,
            Self::Reschedule(verb) => verb.run(session).await,
            Self::Cancel(verb) => verb.run(session).await,
            Self::SignIn(verb) => verb.run(session).await,
            Self::Open(verb) => verb.run(session).await,
            Self::Material(verb) => verb.run(session).await,
            Self::Invitation(verb) => verb.run(session).await,
        }
    }
}
