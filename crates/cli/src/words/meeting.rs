//! The joint meeting's values in the words of officials.

use proto::meeting::v1::{
    AnnouncementKind, ExtensionState, InvitationAnswer, MatterKind, MeetingAct, MeetingKind, MeetingState,
    MinutesState, ParticipantKind, ResolutionKind, ResolutionState, RulingKind, SeatChangeState, SeatRole,
    TopicKind, TopicState,
};

pub(crate) fn seat_role(role: SeatRole) -> &'static str {
    match role {
        SeatRole::Unspecified => "未知",
        SeatRole::ChiefConvener => "总召集人",
        SeatRole::Convener => "召集人",
        SeatRole::Office => "联席会议办公室",
        SeatRole::Member => "成员",
        SeatRole::Liaison => "联络员",
        SeatRole::DeputyLiaison => "副联络员",
    }
}

pub(crate) fn seat_change_state(state: SeatChangeState) -> &'static str {
    match state {
        SeatChangeState::Unspecified => "未知",
        SeatChangeState::Proposed => "待登记",
        SeatChangeState::Recorded => "已登记",
        SeatChangeState::Declined => "不予登记",
    }
}

pub(crate) fn announcement_kind(kind: AnnouncementKind) -> &'static str {
    match kind {
        AnnouncementKind::Unspecified => "未知",
        AnnouncementKind::Invitation => "会议通知",
        AnnouncementKind::Rescheduled => "会议改期通知",
        AnnouncementKind::Cancelled => "会议取消通知",
        AnnouncementKind::Material => "会议材料",
        AnnouncementKind::MinutesCirculated => "会议纪要征求意见",
        AnnouncementKind::MinutesIssued => "会议纪要印发",
        AnnouncementKind::Bulletin => "联席会议通报",
    }
}

pub(crate) fn topic_kind(kind: TopicKind) -> &'static str {
    match kind {
        TopicKind::Unspecified => "",
        TopicKind::Policy => "政策统筹",
        TopicKind::InformationSharing => "信息共享",
        TopicKind::MajorMatter => "重大事项会商",
        TopicKind::DutyDispute => "职责争议",
        TopicKind::Supervision => "督办",
        TopicKind::Other => "其他",
    }
}

pub(crate) fn topic_state(state: TopicState) -> &'static str {
    match state {
        TopicState::Unspecified => "未知",
        TopicState::Collected => "已征集",
        TopicState::Summarised => "已汇总",
        TopicState::Submitted => "已报总召集人",
        TopicState::Approved => "总召集人同意",
        TopicState::Returned => "总召集人退回",
        TopicState::Scheduled => "列入议程",
        TopicState::Concluded => "已议",
    }
}

/// Empty for what a unit proposes.
pub(crate) fn matter_kind(kind: MatterKind) -> &'static str {
    match kind {
        MatterKind::Unspecified => "",
        MatterKind::ThirdLetter => "一季度内第三封督办函",
    }
}

pub(crate) fn meeting_kind(kind: MeetingKind) -> &'static str {
    match kind {
        MeetingKind::Unspecified => "",
        MeetingKind::Plenary => "全体成员联席会议",
        MeetingKind::Topical => "专题联席会议",
        MeetingKind::Liaison => "联络员会议",
    }
}

pub(crate) fn meeting_state(state: MeetingState) -> &'static str {
    match state {
        MeetingState::Unspecified => "未知",
        MeetingState::Planned => "筹备",
        MeetingState::Invited => "已通知",
        MeetingState::Held => "已召开",
        MeetingState::Cancelled => "已取消",
    }
}

pub(crate) fn participant_kind(kind: ParticipantKind) -> &'static str {
    match kind {
        ParticipantKind::Unspecified => "",
        ParticipantKind::Member => "成员",
        ParticipantKind::Liaison => "联络员",
        ParticipantKind::Observer => "列席单位",
        ParticipantKind::Expert => "专业技术人员",
        ParticipantKind::Lawyer => "法律人员",
    }
}

/// Empty while there is none.
pub(crate) fn invitation_answer(answer: InvitationAnswer) -> &'static str {
    match answer {
        InvitationAnswer::Unspecified => "",
        InvitationAnswer::Attends => "参加",
        InvitationAnswer::Leave => "请假",
        InvitationAnswer::StandIn => "委派代表",
    }
}

/// What the members said of late materials; empty where nobody asked them.
pub(crate) fn agreement(agreed: Option<bool>) -> &'static str {
    match agreed {
        None => "",
        Some(true) => "同意",
        Some(false) => "不同意",
    }
}

pub(crate) fn meeting_act(act: MeetingAct) -> &'static str {
    match act {
        MeetingAct::Unspecified => "未知",
        MeetingAct::Planned => "筹备",
        MeetingAct::Delegated => "委托召集人主持",
        MeetingAct::Invited => "通知",
        MeetingAct::Rescheduled => "改期",
        MeetingAct::Cancelled => "取消",
        MeetingAct::Opened => "召开",
    }
}

pub(crate) fn minutes_state(state: MinutesState) -> &'static str {
    match state {
        MinutesState::Unspecified => "未知",
        MinutesState::Draft => "起草",
        MinutesState::Circulated => "征求意见",
        MinutesState::Approved => "已签发",
        MinutesState::Issued => "已印发",
    }
}

pub(crate) fn resolution_kind(kind: ResolutionKind) -> &'static str {
    match kind {
        ResolutionKind::Unspecified => "",
        ResolutionKind::Agreed => "议定事项",
        ResolutionKind::Entrusted => "交办事项",
    }
}

pub(crate) fn ruling_kind(kind: RulingKind) -> &'static str {
    match kind {
        RulingKind::Unspecified => "",
        RulingKind::Advice => "处理意见",
        RulingKind::TemporaryAssignment => "临时指派",
    }
}

pub(crate) fn resolution_state(state: ResolutionState) -> &'static str {
    match state {
        ResolutionState::Unspecified => "未知",
        ResolutionState::UnderWay => "办理中",
        ResolutionState::Submitted => "待验收",
        ResolutionState::Accepted => "已办结",
    }
}

pub(crate) fn extension_state(state: ExtensionState) -> &'static str {
    match state {
        ExtensionState::Unspecified => "未知",
        ExtensionState::Requested => "待批",
        ExtensionState::Granted => "同意延期",
        ExtensionState::Declined => "不同意延期",
    }
}
