//! Adds what is said of a lateness (Art. 28): the unit's reason (说明) or the office's finding (认定).

use ids::RemarkId;
use proto::words::notification::Finding;
use refusal::{Refusal, articles};
use shell::{Context, Error};

use crate::{
    model::{Duty, Remark},
    store,
};

/// Adds what the acting official says of `duty`; refused while the duty is in time.
pub(super) async fn remark_on_lateness(
    context: &mut Context<'_>,
    duty: &Duty,
    text: String,
    finding: Option<Finding>,
) -> Result<Remark, Error> {
    if !duty.is_late(context.now) {
        let (en, zh) = ("the duty is not late", "该义务未逾期");
        return Err(Refusal::precondition("DUTY_NOT_LATE", en, zh).under(articles::ART_28).into());
    }
    let remark = Remark {
        id: RemarkId::generate(),
        duty: duty.id,
        unit: context.unit().clone(),
        official: context.official()?,
        at: context.now,
        text,
        finding,
    };
    store::remark::insert(context.tx, duty, &remark).await?;
    Ok(remark)
}
