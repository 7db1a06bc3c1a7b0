//! Values that the command line offers, and their form on the wire.

use clap::ValueEnum;
use jiff::{
    Timestamp,
    civil::{Date, DateTime},
};
use proto::{
    approval::v1::RoutingState,
    exchange::v1::{DeliveryState, ReturnCode},
    meeting::v1::{InvitationAnswer, MeetingKind, MeetingState, ResolutionState},
    notification::v1::{Direction as Way, DutyState, Finding, Lamp, Level},
    reference::v1::Role,
};

/// State of a delivery.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum State {
    /// 已推送
    Sent,
    /// 待认领
    Delivered,
    /// 已认领
    Claimed,
    /// 已退回
    Returned,
}

/// Whether a decision was routed.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Routing {
    /// 已分派
    Routed,
    /// 待人工分派
    Unrouted,
}

/// Why a delivery is returned.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Reason {
    /// 不属本部门监管职责
    #[value(name = "01")]
    NotOurDuty,
    /// 应由其他部门监管（须 --suggest）
    #[value(name = "02")]
    OtherUnit,
    /// 应由属地/上级监管
    #[value(name = "03")]
    LocalOrSuperior,
    /// 要素缺失或错误
    #[value(name = "04")]
    MissingOrWrong,
    /// 重复推送
    #[value(name = "05")]
    Duplicate,
    /// 不属审管联动事项
    #[value(name = "06")]
    OutOfScope,
    /// 相对人/地址不在本辖区
    #[value(name = "07")]
    OutsideArea,
    /// 其他（须 --remark）
    #[value(name = "99")]
    Other,
}

/// What an official or a system may do.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum RoleChoice {
    /// 审批经办
    Approver,
    /// 认领经办
    Claimant,
    /// 平台管理
    #[value(name = "platform_admin")]
    PlatformAdmin,
    /// 审计
    Auditor,
    /// 督办
    Overseer,
    /// 联络员
    Liaison,
    /// 单位负责人
    Leader,
}

/// Whose information a duty moves.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Direction {
    /// 审批→监管
    ToSupervision,
    /// 监管→审批
    ToApproval,
    /// 统筹协调
    Coordination,
}

/// Lamp of an open duty.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum LampChoice {
    /// ●正常
    Green,
    /// ▲临期
    Yellow,
    /// ■逾期
    Red,
    /// ◆严重逾期
    DeepRed,
}

/// State of a duty.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum DutyStateChoice {
    /// 未办
    Open,
    /// 已办
    Discharged,
    /// 已免除
    Withdrawn,
}

/// What the office finds of a lateness.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum FindingChoice {
    /// 平台故障
    Outage,
    /// 裁定免责
    Ruling,
    /// 理由成立
    Reason,
    /// 不予免责
    NotExcused,
}

/// Rung of the ladder that is told.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum LevelChoice {
    /// 经办
    Handlers,
    /// 联络员
    Liaison,
    /// 单位负责人
    Leader,
    /// 督办
    Overseer,
}

/// Kind of a meeting.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum MeetingKindChoice {
    /// 全体成员联席会议
    Plenary,
    /// 专题联席会议
    Topical,
    /// 联络员会议
    Liaison,
}

/// State of a meeting.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum MeetingStateChoice {
    /// 筹备
    Planned,
    /// 已通知
    Invited,
    /// 已召开
    Held,
    /// 已取消
    Cancelled,
}

/// What an invited unit answers.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum AnswerChoice {
    /// 参加
    Attends,
    /// 请假（须 --reason）
    Leave,
    /// 委派代表（须 --post）
    StandIn,
}

/// State of a resolution.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ResolutionStateChoice {
    /// 办理中
    UnderWay,
    /// 待验收
    Submitted,
    /// 已办结
    Accepted,
}

impl From<MeetingKindChoice> for MeetingKind {
    fn from(kind: MeetingKindChoice) -> Self {
        match kind {
            MeetingKindChoice::Plenary => Self::Plenary,
            MeetingKindChoice::Topical => Self::Topical,
            MeetingKindChoice::Liaison => Self::Liaison,
        }
    }
}

impl From<MeetingStateChoice> for MeetingState {
    fn from(state: MeetingStateChoice) -> Self {
        match state {
            MeetingStateChoice::Planned => Self::Planned,
            MeetingStateChoice::Invited => Self::Invited,
            MeetingStateChoice::Held => Self::Held,
            MeetingStateChoice::Cancelled => Self::Cancelled,
        }
    }
}

impl From<AnswerChoice> for InvitationAnswer {
    fn from(answer: AnswerChoice) -> Self {
        match answer {
            AnswerChoice::Attends => Self::Attends,
            AnswerChoice::Leave => Self::Leave,
            AnswerChoice::StandIn => Self::StandIn,
        }
    }
}

impl From<ResolutionStateChoice> for ResolutionState {
    fn from(state: ResolutionStateChoice) -> Self {
        match state {
            ResolutionStateChoice::UnderWay => Self::UnderWay,
            ResolutionStateChoice::Submitted => Self::Submitted,
            ResolutionStateChoice::Accepted => Self::Accepted,
        }
    }
}

impl From<LevelChoice> for Level {
    fn from(level: LevelChoice) -> Self {
        match level {
            LevelChoice::Handlers => Self::Handlers,
            LevelChoice::Liaison => Self::Liaison,
            LevelChoice::Leader => Self::Leader,
            LevelChoice::Overseer => Self::Overseer,
        }
    }
}

impl From<Direction> for Way {
    fn from(direction: Direction) -> Self {
        match direction {
            Direction::ToSupervision => Self::ToSupervision,
            Direction::ToApproval => Self::ToApproval,
            Direction::Coordination => Self::Coordination,
        }
    }
}

impl From<LampChoice> for Lamp {
    fn from(lamp: LampChoice) -> Self {
        match lamp {
            LampChoice::Green => Self::Green,
            LampChoice::Yellow => Self::Yellow,
            LampChoice::Red => Self::Red,
            LampChoice::DeepRed => Self::DeepRed,
        }
    }
}

impl From<DutyStateChoice> for DutyState {
    fn from(state: DutyStateChoice) -> Self {
        match state {
            DutyStateChoice::Open => Self::Open,
            DutyStateChoice::Discharged => Self::Discharged,
            DutyStateChoice::Withdrawn => Self::Withdrawn,
        }
    }
}

impl From<FindingChoice> for Finding {
    fn from(finding: FindingChoice) -> Self {
        match finding {
            FindingChoice::Outage => Self::Outage,
            FindingChoice::Ruling => Self::Ruling,
            FindingChoice::Reason => Self::Reason,
            FindingChoice::NotExcused => Self::NotExcused,
        }
    }
}

impl From<State> for DeliveryState {
    fn from(state: State) -> Self {
        match state {
            State::Sent => Self::Sent,
            State::Delivered => Self::Delivered,
            State::Claimed => Self::Claimed,
            State::Returned => Self::Returned,
        }
    }
}

impl From<Routing> for RoutingState {
    fn from(routing: Routing) -> Self {
        match routing {
            Routing::Routed => Self::Routed,
            Routing::Unrouted => Self::Unrouted,
        }
    }
}

impl From<Reason> for ReturnCode {
    fn from(reason: Reason) -> Self {
        match reason {
            Reason::NotOurDuty => Self::NotOurDuty,
            Reason::OtherUnit => Self::OtherUnit,
            Reason::LocalOrSuperior => Self::LocalOrSuperior,
            Reason::MissingOrWrong => Self::MissingOrWrong,
            Reason::Duplicate => Self::Duplicate,
            Reason::OutOfScope => Self::OutOfScope,
            Reason::OutsideArea => Self::OutsideArea,
            Reason::Other => Self::Other,
        }
    }
}

impl From<RoleChoice> for Role {
    fn from(role: RoleChoice) -> Self {
        match role {
            RoleChoice::Approver => Self::Approver,
            RoleChoice::Claimant => Self::Claimant,
            RoleChoice::PlatformAdmin => Self::PlatformAdmin,
            RoleChoice::Auditor => Self::Auditor,
            RoleChoice::Overseer => Self::Overseer,
            RoleChoice::Liaison => Self::Liaison,
            RoleChoice::Leader => Self::Leader,
        }
    }
}

/// The wire's numbers of a choice that may be made several times.
pub(crate) fn numbers<C: Copy, P: From<C> + Into<i32>>(choices: &[C]) -> Vec<i32> {
    choices.iter().map(|choice| P::from(*choice).into()).collect()
}

/// An instant in RFC 3339, a time on the county's clocks, or a day: its 00:00 in the county.
pub(crate) fn instant(text: &str) -> Result<prost_types::Timestamp, jiff::Error> {
    let at = if let Ok(at) = text.parse::<Timestamp>() {
        at
    } else {
        let local = text.parse::<DateTime>()?;
        clock::at(local.date(), local.time())
    };
    Ok(prost_types::Timestamp { seconds: at.as_second(), nanos: at.subsec_nanosecond() })
}

/// A day on the wire, empty when none was given.
pub(crate) fn day(day: Option<Date>) -> String {
    day.map_or_else(String::new, |day| day.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_means_its_midnight_in_the_county() {
        assert_eq!(instant("2026-10-13").unwrap(), instant("2026-10-12T16:00:00Z").unwrap());
        assert!(instant("yesterday").is_err());
    }

    #[test]
    fn a_time_without_an_offset_is_read_on_the_clocks_of_the_county() {
        let at = instant("2026-10-14T07:00:00Z").unwrap();
        for text in ["2026-10-14T15:00", "2026-10-14T15:00:00", "2026-10-14T15:00:00+08:00"] {
            assert_eq!(instant(text).unwrap(), at, "{text}");
        }
        assert!(instant("2026-10-14T25:00").is_err());
    }

    #[test]
    fn a_reason_has_the_number_of_the_form() {
        for reason in Reason::value_variants() {
            let name = reason.to_possible_value().unwrap().get_name().to_owned();
            assert_eq!(format!("{:02}", ReturnCode::from(*reason) as i32), name);
        }
    }
}
