//! How people see plans and what they would tell.

use proto::notification::v1::{Deputy, PlannedStep, ReminderPlan, Silence, SimulatedReminder};

use crate::{output::table, words};

/// A line each step.
pub(super) fn plans(plans: &[ReminderPlan]) -> String {
    let rows = plans.iter().flat_map(|plan| plan.steps.iter().map(move |step| line(plan, step)));
    table(["方案", "版本", "提醒", "何时", "提醒谁", "依据"], rows)
}

fn line(plan: &ReminderPlan, step: &PlannedStep) -> [String; 6] {
    let levels: Vec<&str> = step.levels().map(words::level).collect();
    [
        plan.name.clone(),
        plan.version.to_string(),
        words::step(step.step()).to_owned(),
        step.when.clone(),
        levels.join("、"),
        plan.basis.clone(),
    ]
}

/// A line each.
pub(super) fn simulated(reminders: &[SimulatedReminder]) -> String {
    table(
        ["时间", "单位", "提醒谁", "何人", "订阅", "内容"],
        reminders.iter().map(|reminder| {
            [
                words::instant(reminder.step_time.as_ref()),
                reminder.unit.clone(),
                words::level(reminder.level()).to_owned(),
                reminder.officials.join("、"),
                reminder.subscriptions.join("、"),
                reminder.text.clone(),
            ]
        }),
    )
}

/// One silence.
pub(super) fn silence(silence: &Silence) -> String {
    silences(std::slice::from_ref(silence))
}

/// Silences, a line each.
pub(super) fn silences(silences: &[Silence]) -> String {
    table(
        ["编号", "单位", "负责人", "原因", "自", "至", "提前结束"],
        silences.iter().map(|silence| {
            [
                silence.id.clone(),
                silence.unit.clone(),
                silence.official.clone(),
                silence.reason.clone(),
                words::instant(silence.create_time.as_ref()),
                words::instant(silence.end_time.as_ref()),
                silence.ended_by.clone(),
            ]
        }),
    )
}

/// One deputy.
pub(super) fn deputy(deputy: &Deputy) -> String {
    deputies(std::slice::from_ref(deputy))
}

/// Deputies, a line each.
pub(super) fn deputies(deputies: &[Deputy]) -> String {
    table(
        ["编号", "单位", "离岗人", "代理人", "起始日", "截止日", "指定人"],
        deputies.iter().map(|deputy| {
            [
                deputy.id.clone(),
                deputy.unit.clone(),
                deputy.official.clone(),
                deputy.deputy.clone(),
                deputy.first_day.clone(),
                deputy.last_day.clone(),
                deputy.named_by.clone(),
            ]
        }),
    )
}
