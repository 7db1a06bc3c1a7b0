//! A meeting (会议) is planned on topics that have the consent, invites units, and is held under a chair.

mod material;
mod plan;
mod records;

use std::path::PathBuf;

use clap::{Args, Subcommand};
use ids::{MaterialId, MeetingId, ParticipantId, SeatId};
use proto::{
    meeting::v1::{
        AnswerInvitationRequest, CancelMeetingRequest, DelegateMeetingRequest, GetInvitationRequest,
        GetMaterialRequest, GetMeetingRequest, InviteToMeetingRequest, ListMeetingsRequest,
        OpenMeetingRequest, RescheduleMeetingRequest, SignInRequest,
    },
    words::meeting::{InvitationAnswer, MeetingKind, MeetingState},
};

use crate::{
    failure::Failure,
    files::write,
    pages::Pages,
    session::{Act, Session},
    target::Service,
    typed::{self, numbers, text, word},
};

#[derive(Subcommand, Debug)]
pub(crate) enum Meetings {
    /// 会议，新的在前 / meetings, the latest first
    List {
        /// 状态，可多次 / state; may be repeated
        #[arg(long, value_parser = word::<MeetingState>(), value_name = "STATE")]
        state: Vec<MeetingState>,
        /// 类别，可多次 / kind; may be repeated
        #[arg(long, value_parser = word::<MeetingKind>(), value_name = "KIND")]
        kind: Vec<MeetingKind>,
        #[command(flatten)]
        pages: Pages,
    },
    /// 一次会议及其参会者、材料 / one meeting with its participants and materials
    Get {
        /// 会议编号（UUID） / meeting id
        id: MeetingId,
    },
    /// 筹备会议：议题列入议程（联席会议办公室） / plan a meeting on topics that have the consent
    Plan(plan::Plan),
    /// 委托召集人主持（总召集人） / let a convener preside
    Delegate {
        /// 会议编号（UUID） / meeting id
        id: MeetingId,
        /// 召集人的席位编号（见 roster list） / id of the convener's seat
        seat: SeatId,
        #[command(flatten)]
        act: Act,
    },
    /// 发出会议通知，可再次通知新增成员（联席会议办公室） / invite; again, whoever joined since
    Invite {
        /// 会议编号（UUID） / meeting id
        id: MeetingId,
        #[command(flatten)]
        act: Act,
    },
    /// 发送会议材料（联席会议办公室） / send a material to whoever is invited
    SendMaterial(material::SendMaterial),
    /// 回执：参加、请假、委派代表 / answer the invitation
    Answer(Answer),
    /// 改期（联席会议办公室） / move a meeting, and say why
    Reschedule(Reschedule),
    /// 取消（联席会议办公室） / cancel a meeting, and say why
    Cancel {
        /// 会议编号（UUID） / meeting id
        id: MeetingId,
        /// 原因，不超过300字 / why
        #[arg(long, value_name = "TEXT")]
        reason: String,
        #[command(flatten)]
        act: Act,
    },
    /// 签到 / sign in on the day
    SignIn {
        /// 会议编号（UUID） / meeting id
        id: MeetingId,
        /// 代哪位参会者签到（联席会议办公室），缺省为本单位 / id of the participant, by the office; the own unit if not given
        #[arg(long, value_name = "ID")]
        participant: Option<ParticipantId>,
        /// 到会人员职务，不写姓名；缺省为席位或代表的职务 / post of whoever is here, no name; that of the seat or the stand-in if not given
        #[arg(long, value_name = "POST")]
        post: Option<String>,
        #[command(flatten)]
        act: Act,
    },
    /// 登记会议召开（联席会议办公室） / record that a meeting was opened, and who presided
    Open {
        /// 会议编号（UUID） / meeting id
        id: MeetingId,
        /// 实际主持的席位编号，缺省如筹备时所定 / id of the seat that presides; as planned if not given
        #[arg(long, value_name = "SEAT")]
        presided_by: Option<SeatId>,
        /// 成员是否同意迟发或未发的材料，有此情形时必填 / whether the members agree to materials that were late or not sent; required then
        #[arg(long, value_name = "BOOL")]
        late_agreed: Option<bool>,
        #[command(flatten)]
        act: Act,
    },
    /// 下载会议材料 / download a material
    Material {
        /// 材料编号（UUID） / material id
        id: MaterialId,
        /// 保存到哪个文件 / file to write to
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
    /// 日历邀请（.ics） / the invitation as an entry of a calendar
    Invitation {
        /// 会议编号（UUID） / meeting id
        id: MeetingId,
        /// 保存到哪个 .ics 文件，缺省直接显示 / .ics file to write to; printed if not given
        #[arg(long, value_name = "FILE")]
        to: Option<PathBuf>,
    },
}

#[derive(Args, Debug)]
pub(crate) struct Answer {
    /// 会议编号（UUID） / meeting id
    id: MeetingId,
    /// 答复；请假须 --reason，委派代表须 --post / what the unit answers; a leave needs --reason, a stand-in --post
    #[arg(value_parser = word::<InvitationAnswer>(), value_name = "ANSWER")]
    given: InvitationAnswer,
    /// 请假原因，不超过300字 / why it asks for leave
    #[arg(long, required_if_eq("given", "leave"), value_name = "TEXT")]
    reason: Option<String>,
    /// 代表的职务，不写姓名 / post of the stand-in, no name
    #[arg(long, required_if_eq("given", "stand-in"), value_name = "POST")]
    post: Option<String>,
    /// 所答复的是第几次改期后的时间；未改期为0 / how many times the meeting had been moved when it was read
    #[arg(long, value_name = "N", default_value_t = 0)]
    moved: i32,
    #[command(flatten)]
    act: Act,
}

#[derive(Args, Debug)]
pub(crate) struct Reschedule {
    /// 会议编号（UUID） / meeting id
    id: MeetingId,
    /// 新的开会时间，如2026-10-14T15:00 / when it begins now, on the county's clocks or in RFC 3339
    #[arg(long, value_name = "WHEN", value_parser = typed::instant)]
    start: prost_types::Timestamp,
    /// 新的地点，缺省不变 / where it is held now; where it was to be if not given
    #[arg(long, value_name = "TEXT")]
    place: Option<String>,
    /// 原因，不超过300字 / why
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    act: Act,
}

impl Meetings {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let meeting = session.at(Service::Meeting);
        match self {
            Self::List { state, kind, pages } => {
                let asked = ListMeetingsRequest {
                    states: numbers(state),
                    kinds: numbers(kind),
                    ..Default::default()
                };
                meeting.list(&pages, asked).await
            }
            Self::Get { id } => meeting.get(GetMeetingRequest { id: id.to_string() }).await?.show_whole(),
            Self::Plan(plan) => meeting.act(&plan.act, plan.asked()).await?.show_whole(),
            Self::Delegate { id, seat, act } => {
                let seat = seat.to_string();
                let asked = DelegateMeetingRequest { id: id.to_string(), seat, ..Default::default() };
                meeting.act(&act, asked).await?.show(|answer| answer.meeting)
            }
            Self::Invite { id, act } => {
                let asked = InviteToMeetingRequest { id: id.to_string(), ..Default::default() };
                meeting.act(&act, asked).await?.show_whole()
            }
            Self::SendMaterial(material) => {
                let asked = material.asked()?;
                meeting.act(&material.act, asked).await?.show_whole()
            }
            Self::Answer(given) => {
                meeting.act(&given.act, given.asked()).await?.show(|answer| answer.participant)
            }
            Self::Reschedule(moved) => {
                meeting.act(&moved.act, moved.asked()).await?.show(|answer| answer.meeting)
            }
            Self::Cancel { id, reason, act } => {
                let asked = CancelMeetingRequest { id: id.to_string(), reason, ..Default::default() };
                meeting.act(&act, asked).await?.show(|answer| answer.meeting)
            }
            Self::SignIn { id, participant, post, act } => {
                let asked = SignInRequest {
                    id: id.to_string(),
                    participant_id: text(participant),
                    post: post.unwrap_or_default(),
                    ..Default::default()
                };
                meeting.act(&act, asked).await?.show(|answer| answer.participant)
            }
            Self::Open { id, presided_by, late_agreed, act } => {
                let asked = OpenMeetingRequest {
                    id: id.to_string(),
                    presided_by: text(presided_by),
                    late_materials_agreed: late_agreed,
                    ..Default::default()
                };
                meeting.act(&act, asked).await?.show(|answer| answer.meeting)
            }
            Self::Material { id, to } => download(session, id, to).await,
            Self::Invitation { id, to } => invitation(session, id, to).await,
        }
    }
}

impl Answer {
    fn asked(&self) -> AnswerInvitationRequest {
        AnswerInvitationRequest {
            id: self.id.to_string(),
            answer: self.given.into(),
            leave_reason: self.reason.clone().unwrap_or_default(),
            stand_in_post: self.post.clone().unwrap_or_default(),
            reschedule_count: self.moved,
            ..Default::default()
        }
    }
}

impl Reschedule {
    fn asked(&self) -> RescheduleMeetingRequest {
        RescheduleMeetingRequest {
            id: self.id.to_string(),
            start_time: Some(self.start),
            place: self.place.clone().unwrap_or_default(),
            reason: self.reason.clone(),
            ..Default::default()
        }
    }
}

async fn download(session: &mut Session, id: MaterialId, to: PathBuf) -> Result<(), Failure> {
    let answered = session.at(Service::Meeting).get(GetMaterialRequest { id: id.to_string() }).await?;
    write(&to, &answered.answer.content)?;
    answered.show(|answer| answer.material)
}

async fn invitation(session: &mut Session, id: MeetingId, to: Option<PathBuf>) -> Result<(), Failure> {
    let asked = GetInvitationRequest { id: id.to_string() };
    let answered = session.at(Service::Meeting).get(asked).await?;
    let Some(file) = to else { return answered.show_whole() };
    write(&file, answered.answer.ics.as_bytes())?;
    session.output.note(&format!("日历邀请 / invitation: {}", file.display()))
}
