//! A subscription is shown with what it wants and how it stands; a message with every attempt at it.

use client::words::instant;
use proto::notification::v1::{
    Dispatch, DispatchAttempt, GetDispatchResponse, Lamp, Level, MessagePreview, RecoverSubscriptionResponse,
    Subscription,
};

use crate::output::{Row, Show, alone, rows, sheet};

impl Row<6> for Subscription {
    const HEAD: [&'static str; 6] = ["编号", "名称", "渠道", "接收端", "状态", "持续未达自"];

    fn row(&self) -> [String; 6] {
        [
            self.id.clone(),
            self.name.clone(),
            self.channel().zh().to_owned(),
            self.target.clone(),
            state(self),
            instant(self.failing_since.as_ref()),
        ]
    }
}

impl Show for Subscription {
    fn sheet(&self) -> String {
        sheet([
            ("编号", self.id.clone()),
            ("单位", self.unit.clone()),
            ("名称", self.name.clone()),
            ("渠道", self.channel().zh().to_owned()),
            ("接收端", self.target.clone()),
            ("层级", self.levels().map(Level::zh).collect::<Vec<_>>().join("、")),
            ("种类", self.kinds.join("、")),
            ("事项", self.item_codes.join("、")),
            ("亮灯", self.lamps().map(Lamp::zh).collect::<Vec<_>>().join("、")),
            ("义务单位", self.units.join("、")),
            ("本人", self.official.clone()),
            ("状态", state(self)),
            ("持续未达自", instant(self.failing_since.as_ref())),
            ("创建时间", instant(self.create_time.as_ref())),
        ])
    }
}

/// Its state, and why it is disabled.
fn state(subscription: &Subscription) -> String {
    let state = subscription.state().zh();
    match subscription.reason().word() {
        Some(reason) => format!("{state}（{}）", reason.zh()),
        None => state.to_owned(),
    }
}

impl Row<5> for MessagePreview {
    const HEAD: [&'static str; 5] = ["种类", "版本", "标题", "正文", "群机器人"];

    fn row(&self) -> [String; 5] {
        [
            self.kind().zh().to_owned(),
            self.version.to_string(),
            self.title.clone(),
            self.text.clone(),
            self.markdown.clone(),
        ]
    }
}

impl Row<8> for Dispatch {
    const HEAD: [&'static str; 8] = ["编号", "订阅", "种类", "状态", "次数", "创建时间", "结束时间", "原因"];

    fn row(&self) -> [String; 8] {
        [
            self.id.clone(),
            self.subscription_id.clone(),
            self.kind().zh().to_owned(),
            self.state().zh().to_owned(),
            self.attempts.to_string(),
            instant(self.create_time.as_ref()),
            instant(self.end_time.as_ref()),
            self.needless().word().map_or_else(|| self.cause.clone(), |reason| reason.zh().to_owned()),
        ]
    }
}

impl Show for Dispatch {
    fn sheet(&self) -> String {
        alone(self)
    }
}

/// The message, and every attempt at it.
impl Show for GetDispatchResponse {
    fn sheet(&self) -> String {
        format!("{}\n{}", self.dispatch.clone().unwrap_or_default().sheet(), rows(&self.attempts))
    }
}

impl Row<4> for DispatchAttempt {
    const HEAD: [&'static str; 4] = ["第几次", "时间", "结果", "原因"];

    fn row(&self) -> [String; 4] {
        [
            self.number.to_string(),
            instant(self.begin_time.as_ref()),
            self.outcome().zh().to_owned(),
            self.cause.clone(),
        ]
    }
}

impl Show for RecoverSubscriptionResponse {
    fn sheet(&self) -> String {
        format!("补发 {} 条", self.recovered)
    }
}
