//! Records a decision, routes it and pushes it (Art. 22). A duplicate (重复) is answered with what was recorded before.

use jiff::civil::Date;
use proto::approval::v1::{RecordDecisionRequest, RecordDecisionResponse};
use refusal::{Refusal, articles};
use shell::{Act, Context, Done, Error};

use super::present;
use crate::{
    App,
    operations::{self, Draft, Recorded},
    rules::decision_content::{self, CheckedDecision, Completeness},
};

impl Act<App> for RecordDecisionRequest {
    async fn act(self, app: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let checked = checked(&self, clock::civil_date(context.now))?;
        let draft = Draft { checked, completeness: Completeness::Full, stock: self.stock };
        let with = app.record_context(&context.caller.unit, context.official()?, context.now);
        let recorded = operations::record_decision(context, &with, draft).await?;
        let (decision, duplicate) = match recorded {
            Recorded::New(decision, _) => (decision, false),
            Recorded::Duplicate(decision) => (decision, true),
        };
        let mut shown = present::masked(&decision, context.now);
        if context.validate_only && !duplicate {
            // Nothing was recorded, so there is no record to name.
            shown.id.clear();
            shown.push_id.clear();
        }
        Ok(Done::with(decision.id, RecordDecisionResponse { decision: Some(shown), duplicate }))
    }
}

fn checked(request: &RecordDecisionRequest, today: Date) -> Result<CheckedDecision, Refusal> {
    let content = request.decision.clone().unwrap_or_default();
    let personal = request.personal.clone().unwrap_or_default();
    decision_content::check(&content, &personal, today, Completeness::Full)
        .map_err(|violations| Refusal::invalid(violations).under(articles::ART_22_2))
}
