//! How people see plans and what they would tell.

use proto::notification::v1::{PlannedStep, ReminderPlan, SimulatedReminder};

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
        ["时间", "单位", "提醒谁", "内容"],
        reminders.iter().map(|reminder| {
            [
                words::instant(reminder.step_time.as_ref()),
                reminder.unit.clone(),
                words::level(reminder.level()).to_owned(),
                reminder.text.clone(),
            ]
        }),
    )
}
