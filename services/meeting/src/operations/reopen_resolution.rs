//! The office gives a resolution back to its lead unit (退回补办): a duty anew, with the days that the office had it.

use ids::ResolutionId;
use shell::{Context, Error};
use workdays::Calendar;

use super::{
    lock_resolution, office_today,
    resolution_due::{resolution_due, say_owed},
};
use crate::{
    model::{Report, Resolution},
    store,
};

/// Returns it to its lead unit, and keeps the reason as a report.
pub(crate) async fn reopen_resolution(
    context: &mut Context<'_>,
    calendar: &Calendar,
    id: ResolutionId,
    reason: String,
) -> Result<Resolution, Error> {
    let mut resolution = lock_resolution(context, id).await?;
    let named_by = "经联席会议办公室退回补办，验收占用时间已扣除".to_owned();
    let day = resolution.due_after(context.now);
    let due = resolution_due(resolution.issued_at, day, resolution.extensions, named_by, calendar)?;
    resolution.reopen(context.now, due)?;
    store::resolution::save(context.tx, &resolution).await?;
    let office = office_today(context).await?;
    say_owed(context, &resolution, office.as_ref());
    store::report::insert(context.tx, &Report::of(context, &resolution, reason)?).await?;
    Ok(resolution)
}
