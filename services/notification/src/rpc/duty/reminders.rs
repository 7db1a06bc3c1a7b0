//! Why was this reminder not sent? Of each that fell due: its messages, or why there are none. A unit is shown what went to itself, the office
//! (督办) everything.

use proto::{
    notification::v1 as pb,
    words::notification::{Level, NeedlessReason, UnsentReason},
};
use shell::{Error, View, timestamp_to_proto};

use crate::{
    App,
    model::{Duty, ReminderMessage, ReminderOutcome, planned_clock},
    rpc::visible_unit::visible_unit,
    store,
};

/// What became of the reminders of a duty, in order; none where somebody else owes it.
pub(super) async fn reminders(
    app: &App,
    view: &mut View<'_>,
    duty: &Duty,
) -> Result<Vec<ReminderOutcome>, Error> {
    let unit = visible_unit(view.caller);
    let mut outcomes = store::reminder_outcome::of_duty(view.tx, unit, duty).await?;
    for outcome in outcomes.iter_mut().filter(|outcome| unit.is_some() && outcome.level == Level::Overseer) {
        outcome.unsent = Some(UnsentReason::ForTheOffice);
    }
    let may_be_shown = unit.is_none_or(|unit| *unit == duty.owed_by);
    if may_be_shown && store::reminder::is_held(view.tx, duty.id).await? {
        outcomes.extend(held(app, view, duty));
    }
    Ok(outcomes)
}

/// The step that has come and is told to nobody yet: it says overdue, and the owner of the clock is being asked (在途核对).
fn held(app: &App, view: &View<'_>, duty: &Duty) -> Vec<ReminderOutcome> {
    let Some(clock) = planned_clock(&duty.deadline) else { return Vec::new() };
    let plan = app.kinds.plan_of(&app.plans, &duty.kind, &duty.deadline.rule, &clock);
    let calendar = app.reference.calendar();
    let Some(due) = plan.and_then(|plan| plan.around(&clock, view.now, &calendar).0) else {
        return Vec::new();
    };
    let to = |level: &Level| ReminderOutcome {
        level: *level,
        step: due.step.name,
        at: due.at,
        notice: None,
        messages: Vec::new(),
        unsent: Some(UnsentReason::Held),
    };
    due.step.to.iter().map(to).collect()
}

/// A reminder and what became of it.
pub(super) fn present_reminder(outcome: &ReminderOutcome) -> pb::ReminderOutcome {
    let unsent = outcome.unsent.filter(|_| outcome.messages.is_empty());
    pb::ReminderOutcome {
        notice_id: outcome.notice.map(|notice| notice.id.to_string()).unwrap_or_default(),
        level: outcome.level.into(),
        step: outcome.step.into(),
        step_time: Some(timestamp_to_proto(outcome.at)),
        create_time: outcome.notice.map(|notice| timestamp_to_proto(notice.created_at)),
        messages: outcome.messages.iter().map(present_message).collect(),
        unsent: unsent.map_or(0, UnsentReason::into),
    }
}

fn present_message(message: &ReminderMessage) -> pb::ReminderMessage {
    pb::ReminderMessage {
        dispatch_id: message.id.to_string(),
        unit: message.unit.to_string(),
        channel: message.channel.into(),
        state: message.fate.state().into(),
        needless: message.fate.needless().map_or(0, NeedlessReason::into),
        end_time: message.fate.ended_at().map(timestamp_to_proto),
    }
}

/// A reminder that was told, as a line of who was told when.
pub(super) fn present_telling(outcome: &ReminderOutcome) -> Option<pb::Telling> {
    let notice = outcome.notice?;
    Some(pb::Telling {
        notice_id: notice.id.to_string(),
        level: outcome.level.into(),
        step: outcome.step.into(),
        create_time: Some(timestamp_to_proto(notice.created_at)),
    })
}
