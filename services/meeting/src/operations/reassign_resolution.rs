//! The office has another unit lead a resolution (改派牵头单位), as where a reform dissolves the one that did.

use duty::Withdrawal;
use ids::{ResolutionId, UnitCode};
use jiff::civil::Date;
use reference::Directory;
use shell::{Context, Error};
use workdays::Calendar;

use super::{
    lock_resolution, office_today,
    resolution_due::{resolution_due, say_owed},
};
use crate::{
    model::{Asked, Report, Resolution, Step},
    rules::{entrusted::may_lead, resolution_course::may_be_reassigned},
    store,
};

/// To whom, until when, and why.
pub(crate) struct Reassignment {
    pub(crate) lead_unit: UnitCode,
    pub(crate) due_on: Date,
    pub(crate) reason: String,
}

/// Reassigns it: the duty of the one falls away, and what it asked for; the other has its own. What was reported stays, and that the one
/// was late.
pub(crate) async fn reassign_resolution(
    context: &mut Context<'_>,
    calendar: &Calendar,
    directory: &Directory,
    id: ResolutionId,
    to: Reassignment,
) -> Result<Resolution, Error> {
    let mut resolution = lock_resolution(context, id).await?;
    let today = clock::civil_date(context.now);
    let office = office_today(context).await?;
    let late = if resolution.is_late(context.now) { "，已逾期" } else { "" };
    let from = format!("{}（原定{}{late}）", directory.named(&resolution.lead_unit), resolution.due_on());
    let text = format!("牵头单位由{from}改为{}：{}", directory.named(&to.lead_unit), to.reason);
    may_be_reassigned(resolution.lead_unit == to.lead_unit, to.due_on, today)?;
    may_lead("", resolution.kind, &to.lead_unit, office.as_ref())?;
    let named_by = "经联席会议办公室改派牵头单位".to_owned();
    let due = resolution_due(resolution.issued_at, to.due_on, resolution.extensions, named_by, calendar)?;
    let before = resolution.duty.clone();
    resolution.reassign(to.lead_unit, due)?;
    decline_what_waits(context, id).await?;
    store::resolution::save(context.tx, &resolution).await?;
    context.say_any(before.withdrawn(context.now, Withdrawal::Reassigned));
    say_owed(context, &resolution, office.as_ref());
    let report = Report { to: None, ..Report::of(context, &resolution, text)? };
    store::report::insert(context.tx, &report).await?;
    Ok(resolution)
}

/// Whoever asked for a later day leads it no more.
async fn decline_what_waits(context: &mut Context<'_>, id: ResolutionId) -> Result<(), Error> {
    let asked = store::extension::of_resolution(context.tx, id).await?;
    for mut asked in asked.into_iter().filter(|one| one.state == Asked::Open) {
        asked.decide(Step::of(context)?, Some("已改派牵头单位".to_owned()))?;
        store::extension::save_state(context.tx, &asked).await?;
    }
    Ok(())
}
