//! The reminder plans (催办方案) with the basis of each.

use proto::notification::v1::{self as pb, ListReminderPlansRequest, ListReminderPlansResponse};
use shell::{Caller, Error, LookUp};

use crate::{
    App,
    rules::reminder_plan::{ReminderPlan, Step},
};

impl LookUp<App> for ListReminderPlansRequest {
    fn look_up(self, app: &App, _: &Caller) -> Result<Self::Answer, Error> {
        Ok(ListReminderPlansResponse { plans: app.plans.all().map(plan).collect() })
    }
}

fn plan(plan: &ReminderPlan) -> pb::ReminderPlan {
    let step = |step: &Step| pb::PlannedStep {
        step: step.name.into(),
        when: step.when_in_words(),
        levels: step.to.iter().map(|level| (*level).into()).collect(),
    };
    pb::ReminderPlan {
        name: plan.name.clone(),
        version: i32::try_from(plan.version).unwrap_or(i32::MAX),
        basis: plan.basis.clone(),
        effective_from: plan.effective_from.to_string(),
        steps: plan.step.iter().map(step).collect(),
    }
}
