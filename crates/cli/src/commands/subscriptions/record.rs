//! How people see subscriptions and their messages.

use proto::notification::v1::{Dispatch, GetDispatchResponse, MessagePreview, Subscription};

use crate::{
    output::{sheet, table},
    words,
};

/// A line each.
pub(super) fn lines(subscriptions: &[Subscription]) -> String {
    table(
        ["编号", "名称", "渠道", "接收端", "状态", "持续未达自"],
        subscriptions.iter().map(|subscription| {
            [
                subscription.id.clone(),
                subscription.name.clone(),
                words::channel(subscription.channel()).to_owned(),
                subscription.target.clone(),
                state(subscription),
                words::instant(subscription.failing_since.as_ref()),
            ]
        }),
    )
}

/// One subscription.
pub(super) fn whole(subscription: &Subscription) -> String {
    let levels: Vec<&str> = subscription.levels().map(words::level).collect();
    sheet([
        ("编号", subscription.id.clone()),
        ("单位", subscription.unit.clone()),
        ("名称", subscription.name.clone()),
        ("渠道", words::channel(subscription.channel()).to_owned()),
        ("接收端", subscription.target.clone()),
        ("层级", levels.join("、")),
        ("种类", subscription.kinds.join("、")),
        ("事项", subscription.item_codes.join("、")),
        ("亮灯", subscription.lamps().map(words::lamp).collect::<Vec<_>>().join("、")),
        ("义务单位", subscription.units.join("、")),
        ("本人", subscription.official.clone()),
        ("状态", state(subscription)),
        ("持续未达自", words::instant(subscription.failing_since.as_ref())),
        ("创建时间", words::instant(subscription.create_time.as_ref())),
    ])
}

/// What messages say.
pub(super) fn previews(previews: &[MessagePreview]) -> String {
    table(
        ["种类", "版本", "标题", "正文", "群机器人"],
        previews.iter().map(|preview| {
            [
                words::message_kind(&preview.kind).to_owned(),
                preview.version.to_string(),
                preview.title.clone(),
                preview.text.clone(),
                preview.markdown.clone(),
            ]
        }),
    )
}

/// One message.
pub(super) fn message(message: &Dispatch) -> String {
    messages(std::slice::from_ref(message))
}

/// One message and every attempt at it.
pub(super) fn attempts(answer: &GetDispatchResponse) -> String {
    let rows = answer.attempts.iter().map(|attempt| {
        [
            attempt.number.to_string(),
            words::instant(attempt.begin_time.as_ref()),
            words::attempt_outcome(&attempt.outcome).to_owned(),
            attempt.cause.clone(),
        ]
    });
    let attempts = table(["第几次", "时间", "结果", "原因"], rows);
    format!("{}\n{attempts}", message(&answer.dispatch.clone().unwrap_or_default()))
}

/// Messages, a line each.
pub(super) fn messages(messages: &[Dispatch]) -> String {
    table(
        ["编号", "订阅", "种类", "状态", "次数", "创建时间", "结束时间", "原因"],
        messages.iter().map(|message| {
            [
                message.id.clone(),
                message.subscription_id.clone(),
                words::message_kind(&message.kind).to_owned(),
                words::dispatch_state(message.state()).to_owned(),
                message.attempts.to_string(),
                words::instant(message.create_time.as_ref()),
                words::instant(message.end_time.as_ref()),
                message.cause.clone(),
            ]
        }),
    )
}

fn state(subscription: &Subscription) -> String {
    let state = words::subscription_state(subscription.state());
    match subscription.reason.as_str() {
        "" => state.to_owned(),
        reason => format!("{state}（{}）", words::disabled_because(reason)),
    }
}
