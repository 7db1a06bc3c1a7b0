//! The services' values in the words of officials.

mod meeting;

use jiff::Timestamp;
pub(crate) use meeting::{
    agreement, announcement_kind, extension_state, invitation_answer, matter_kind, meeting_act, meeting_kind,
    meeting_state, minutes_state, participant_kind, resolution_kind, resolution_state, ruling_kind,
    seat_change_state, seat_role, topic_kind, topic_state,
};
use proto::{
    approval::v1::{RoutingState, row_verdict::Outcome},
    exchange::v1::{
        CounterpartyKind, DecisionKind, DeliveryState, LicenceDecision, RecipientRole, ReturnCode,
    },
    notification::v1::{
        Channel, Direction, DispatchState, DutyState, Finding, Lamp, LetterConclusion, LetterState, Level,
        ReminderStep, SubscriptionState,
    },
    reference::v1::{Role, UnitKind},
    r#type::v1::Deadline,
};

/// An instant on the county's clocks.
pub(crate) fn instant(at: Option<&prost_types::Timestamp>) -> String {
    let at = at.and_then(|at| Timestamp::new(at.seconds, at.nanos).ok());
    at.map_or_else(String::new, |at| clock::in_county(at).strftime("%Y-%m-%d %H:%M:%S").to_string())
}

/// The end of a deadline. 24:00 of the last day, not 00:00 of the next.
pub(crate) fn due(deadline: Option<&Deadline>) -> String {
    let Some(deadline) = deadline else {
        return "不计时".to_owned();
    };
    let due = deadline.due_time.and_then(|at| Timestamp::new(at.seconds, at.nanos).ok());
    let Some(due) = due else {
        return "待定".to_owned();
    };
    let zoned = clock::in_county(due);
    match zoned.date().yesterday() {
        Ok(last) if zoned.time() == jiff::civil::Time::midnight() => format!("{last} 24:00"),
        _ => zoned.strftime("%Y-%m-%d %H:%M:%S").to_string(),
    }
}

/// Until when what was promised: 承诺期限, 容缺材料.
pub(crate) fn promise(content: &LicenceDecision) -> String {
    let Some(terms) = &content.commitment_terms else { return String::new() };
    let mut parts = vec![terms.document_name.clone()];
    if !terms.fulfilled_by.is_empty() {
        parts.push(format!("承诺期限 {}", terms.fulfilled_by));
    }
    for material in &terms.deferred_materials {
        parts.push(format!("{} {} 前补交", material.name, material.due_on));
    }
    parts.join("；")
}

pub(crate) fn yes(fact: bool) -> String {
    if fact { "是" } else { "" }.to_owned()
}

pub(crate) fn delivery_state(state: DeliveryState) -> &'static str {
    match state {
        DeliveryState::Unspecified => "未知",
        DeliveryState::Sent => "已推送",
        DeliveryState::Delivered => "待认领",
        DeliveryState::Claimed => "已认领",
        DeliveryState::Returned => "已退回",
    }
}

pub(crate) fn recipient_role(role: RecipientRole) -> &'static str {
    match role {
        RecipientRole::Unspecified => "未知",
        RecipientRole::Lead => "牵头监管",
        RecipientRole::Other => "其他监管",
        RecipientRole::Copy => "抄送",
    }
}

pub(crate) fn return_code(code: ReturnCode) -> &'static str {
    match code {
        ReturnCode::Unspecified => "未知",
        ReturnCode::NotOurDuty => "不属本部门监管职责",
        ReturnCode::OtherUnit => "应由其他部门监管",
        ReturnCode::LocalOrSuperior => "应由属地/上级监管",
        ReturnCode::MissingOrWrong => "要素缺失或错误",
        ReturnCode::Duplicate => "重复推送",
        ReturnCode::OutOfScope => "不属审管联动事项",
        ReturnCode::OutsideArea => "相对人/地址不在本辖区",
        ReturnCode::Other => "其他",
    }
}

pub(crate) fn decision_kind(kind: DecisionKind) -> &'static str {
    match kind {
        DecisionKind::Unspecified => "",
        DecisionKind::Grant => "准予",
        DecisionKind::Refuse => "不予",
        DecisionKind::Change => "变更",
        DecisionKind::Extend => "延续",
        DecisionKind::Reissue => "补发",
        DecisionKind::Withdraw => "撤回",
        DecisionKind::Revoke => "撤销",
        DecisionKind::Close => "注销",
    }
}

pub(crate) fn counterparty_kind(kind: CounterpartyKind) -> &'static str {
    match kind {
        CounterpartyKind::Unspecified => "",
        CounterpartyKind::Organisation => "法人及非法人组织",
        CounterpartyKind::Person => "自然人",
        CounterpartyKind::SoleTrader => "个体工商户",
    }
}

pub(crate) fn routing_state(state: RoutingState) -> &'static str {
    match state {
        RoutingState::Unspecified => "",
        RoutingState::Routed => "已分派",
        RoutingState::Unrouted => "待人工分派",
    }
}

pub(crate) fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Unspecified => "未知",
        Outcome::Accepted => "接收",
        Outcome::Duplicate => "重复",
        Outcome::Rejected => "退回更正",
        Outcome::Unrouted => "接收待分派",
    }
}

pub(crate) fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Unspecified => "",
        Direction::ToSupervision => "审批→监管",
        Direction::ToApproval => "监管→审批",
        Direction::Coordination => "统筹协调",
    }
}

pub(crate) fn duty_state(state: DutyState) -> &'static str {
    match state {
        DutyState::Unspecified => "未知",
        DutyState::Open => "未办",
        DutyState::Discharged => "已办",
        DutyState::Withdrawn => "已免除",
    }
}

/// Empty for a unit's own reason.
pub(crate) fn level(level: Level) -> &'static str {
    match level {
        Level::Unspecified => "",
        Level::Handlers => "经办",
        Level::Liaison => "联络员",
        Level::Leader => "单位负责人",
        Level::Overseer => "督办",
    }
}

pub(crate) fn step(step: ReminderStep) -> &'static str {
    match step {
        ReminderStep::Unspecified => "",
        ReminderStep::HalfTime => "过半",
        ReminderStep::DueToday => "今日到期",
        ReminderStep::DueSoon => "临期",
        ReminderStep::Overdue => "逾期",
        ReminderStep::Escalated => "逾期上报",
    }
}

pub(crate) fn finding(finding: Finding) -> &'static str {
    match finding {
        Finding::Unspecified => "",
        Finding::Outage => "平台故障",
        Finding::Ruling => "裁定免责",
        Finding::Reason => "理由成立",
        Finding::NotExcused => "不予免责",
    }
}

pub(crate) fn unit_kind(kind: UnitKind) -> &'static str {
    match kind {
        UnitKind::Unspecified => "",
        UnitKind::Approval => "审批",
        UnitKind::Supervision => "监管",
        UnitKind::Enforcement => "综合执法",
        UnitKind::Local => "属地",
        UnitKind::Member => "成员",
        UnitKind::Other => "其他",
    }
}

pub(crate) fn roles(roles: impl Iterator<Item = Role>) -> String {
    let words: Vec<_> = roles.map(role).collect();
    words.join("、")
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Unspecified => "未知",
        Role::Approver => "审批经办",
        Role::Claimant => "认领经办",
        Role::PlatformAdmin => "平台管理",
        Role::Auditor => "审计",
        Role::Overseer => "督办",
        Role::Liaison => "联络员",
        Role::Leader => "单位负责人",
    }
}

pub(crate) fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Unspecified => "未知",
        Channel::Webhook => "Webhook",
        Channel::Email => "邮件",
        Channel::Sms => "短信",
        Channel::Wecom => "企业微信群",
        Channel::Dingtalk => "钉钉群",
        Channel::Feishu => "飞书群",
    }
}

pub(crate) fn lamp(lamp: Lamp) -> &'static str {
    match lamp {
        Lamp::Unspecified => "",
        Lamp::Green => "●正常",
        Lamp::Yellow => "▲临期",
        Lamp::Red => "■逾期",
        Lamp::DeepRed => "◆严重逾期",
    }
}

pub(crate) fn subscription_state(state: SubscriptionState) -> &'static str {
    match state {
        SubscriptionState::Unspecified => "未知",
        SubscriptionState::Unverified => "待验证",
        SubscriptionState::Active => "有效",
        SubscriptionState::Disabled => "停用",
    }
}

/// Why a subscription is disabled.
pub(crate) fn disabled_because(reason: &str) -> &str {
    match reason {
        "asked" => "本单位停用",
        "gone" => "接收端拒收",
        "failing" => "连续五日未达",
        "code" => "验证码多次错误",
        other => other,
    }
}

pub(crate) fn dispatch_state(state: DispatchState) -> &'static str {
    match state {
        DispatchState::Unspecified => "未知",
        DispatchState::Waiting => "待发送",
        DispatchState::Accepted => "已送达",
        DispatchState::Refused => "被拒绝",
        DispatchState::Exhausted => "多次未达",
        DispatchState::Dropped => "已取消",
    }
}

pub(crate) fn letter_state(state: LetterState) -> &'static str {
    match state {
        LetterState::Unspecified => "未知",
        LetterState::Issued => "待回复",
        LetterState::Replied => "已回复",
        LetterState::Closed => "已办结",
    }
}

pub(crate) fn letter_conclusion(conclusion: LetterConclusion) -> &'static str {
    match conclusion {
        LetterConclusion::Unspecified => "",
        LetterConclusion::Rectified => "已整改",
        LetterConclusion::Excused => "理由成立",
        LetterConclusion::Referred => "提请联席会议",
        LetterConclusion::Withdrawn => "撤销",
    }
}

/// What became of an attempt.
pub(crate) fn attempt_outcome(outcome: &str) -> &str {
    match outcome {
        "" => "未完成",
        "accepted" => "已送达",
        "later" => "稍后重试",
        "refused" => "被拒绝",
        "gone" => "接收端拒收",
        other => other,
    }
}

/// What a message is.
pub(crate) fn message_kind(kind: &str) -> &str {
    match kind {
        "notice" => "提醒",
        "letter" => "督办函",
        "announcement" => "联席会议通知",
        "code" => "验证码",
        "test" => "测试",
        "disabled" => "停用告知",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wire(text: &str) -> prost_types::Timestamp {
        let at: Timestamp = text.parse().unwrap();
        prost_types::Timestamp { seconds: at.as_second(), nanos: at.subsec_nanosecond() }
    }

    #[test]
    fn people_read_the_county_clock() {
        assert_eq!(instant(Some(&wire("2026-10-13T01:02:03Z"))), "2026-10-13 09:02:03");
        assert_eq!(instant(None), "");
    }

    #[test]
    fn a_deadline_ends_at_24_00_of_its_last_day() {
        let deadline =
            Deadline { due_time: Some(wire("2026-10-14T16:00:00Z")), working_days: 1, ..Deadline::default() };
        assert_eq!(due(Some(&deadline)), "2026-10-14 24:00");
    }

    #[test]
    fn a_clock_without_a_date_is_not_the_same_as_no_clock() {
        assert_eq!(due(Some(&Deadline::default())), "待定");
        assert_eq!(due(None), "不计时");
    }
}
