//! The office has another unit lead a resolution (改派牵头单位), as where a reform dissolves the one that did.

use ids::{ReportId, ResolutionId, UnitCode};
use jiff::civil::Date;
use mailbox::Outbox;
use reference::Directory;
use refusal::Refusal;
use sqlx::PgConnection;
use workdays::Calendar;

use super::resolution_due::{opened, reassigned, resolution_due};
use crate::{
    model::{ExtensionState, Report, Resolution, Step},
    rules::{entrusted::may_lead, resolution_course::may_be_reassigned, succession::SeatRole},
    store,
};

/// To whom, until when, and why.
pub(crate) struct Reassigning {
    pub(crate) lead_unit: UnitCode,
    pub(crate) due_on: Date,
    pub(crate) reason: String,
}

/// Reassigns it: the duty of the one falls away, and what it asked for; the other has its own. What was reported stays, and that the one
/// was late.
pub(crate) async fn reassign_resolution(
    tx: &mut PgConnection,
    (outbox, calendar, directory): (&Outbox, &Calendar, &Directory),
    id: ResolutionId,
    to: Reassigning,
    (unit, said): (UnitCode, Step),
) -> Result<Result<Resolution, Refusal>, sqlx::Error> {
    let Some(mut resolution) = store::resolution::lock(tx, id).await? else {
        return Ok(Err(Refusal::not_found("resolution", "议定事项")));
    };
    let today = clock::civil_date(said.at);
    let office = store::seat::on(tx, SeatRole::Office, today).await?.map(|seat| seat.unit);
    let (before, days) = (resolution.duty, (resolution.issued_at, to.due_on));
    let late = if resolution.is_late(said.at) { "，已逾期" } else { "" };
    let from = format!("{}（原定{}{late}）", directory.named(&resolution.lead_unit), resolution.due.on);
    let text = format!("牵头单位由{from}改为{}：{}", directory.named(&to.lead_unit), to.reason);
    let why = "经联席会议办公室改派牵头单位";
    let done = may_be_reassigned(resolution.lead_unit == to.lead_unit, to.due_on, today)
        .and_then(|()| may_lead("", resolution.kind, &to.lead_unit, office.as_ref()))
        .and_then(|()| resolution_due(days, resolution.extensions, why, calendar))
        .and_then(|due| resolution.reassign(to.lead_unit, due));
    if let Err(refusal) = done {
        return Ok(Err(refusal));
    }
    let waiting = store::extension::of_resolution(tx, id).await?;
    for mut asked in waiting.into_iter().filter(|one| one.state == ExtensionState::Requested) {
        // Whoever asked leads it no more.
        if asked.decide(said.clone(), Some("已改派牵头单位".to_owned())).is_ok() {
            store::extension::save_state(tx, &asked).await?;
        }
    }
    store::resolution::save(tx, &resolution).await?;
    outbox.send(tx, &[reassigned(before, said.at)]).await?;
    outbox.send(tx, &[opened(&resolution, office.as_ref().map_or("", UnitCode::as_str))]).await?;
    let report = Report { id: ReportId::generate(), resolution: id, unit, text, said, to: None };
    store::report::insert(tx, &report).await?;
    Ok(Ok(resolution))
}
