//! NameDeputy.

use ids::{DeputyId, OfficialId};
use jiff::ToSpan;
use prost::Message;
use proto::notification::v1::{NameDeputyRequest, NameDeputyResponse};
use refusal::Refusal;
use shell::{Attempt, Caller, Error, Role, Write, parse_day};

use super::present_rerouting;
use crate::{App, model::Deputy, operations, policy::paths};

/// The most days of one deputy.
const LONGEST: i32 = 366;

/// What is told to the one is told to the other on those days.
pub(super) async fn name_deputy(
    app: App,
    caller: Caller,
    request: NameDeputyRequest,
) -> Result<NameDeputyResponse, Error> {
    let body = request.encode_to_vec();
    let deputy = parse(&app, &caller, &request)?;
    let (rpc, request_id) = (paths::NAME_DEPUTY, request.request_id.as_str());
    let attempt = Attempt { rpc, request_id, validate_only: request.validate_only, body: &body };
    let mut write = match Write::begin(&app.doors, &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };
    operations::name_deputy(write.tx(), &deputy).await??;
    let answer = NameDeputyResponse { deputy: Some(present_rerouting::deputy(&deputy)) };
    write.commit(&[deputy.id.to_string()], answer).await
}

fn parse(app: &App, caller: &Caller, request: &NameDeputyRequest) -> Result<Deputy, Refusal> {
    let now = app.doors.clock.now();
    let named_by = caller.acting_official()?;
    let official = match request.official.as_str() {
        "" => named_by.clone(),
        named => of_the_unit(app, caller, "official", named)?,
    };
    must_be_theirs(caller, &official)?;
    let stands_in = of_the_unit(app, caller, "deputy", &request.deputy)?;
    if stands_in == official {
        return Err(Refusal::field("deputy", "same", "nobody stands in for themselves", "代理人不能是本人"));
    }
    let first_day = parse_day("first_day", &request.first_day)?;
    let last_day = parse_day("last_day", &request.last_day)?;
    if first_day < clock::civil_date(now) {
        return Err(Refusal::field("first_day", "past", "today or later", "不得早于今日"));
    }
    let longest = first_day.saturating_add((LONGEST - 1).days());
    if last_day < first_day || last_day > longest {
        let (en, zh) = ("from the first day on, at most 366 days", "不得早于起始日，且不超过366天");
        return Err(Refusal::field("last_day", "range", en, zh));
    }
    let (id, unit) = (DeputyId::generate(), caller.unit.clone());
    Ok(Deputy { id, unit, official, stands_in, named_by, created_at: now, first_day, last_day })
}

/// A leader names deputies for anybody of the unit, everybody else for themselves.
pub(super) fn must_be_theirs(caller: &Caller, official: &OfficialId) -> Result<(), Refusal> {
    let own = caller.official.as_ref().is_some_and(|acting| acting.id == *official);
    if own || caller.has(Role::Leader) {
        return Ok(());
    }
    let (en, zh) = ("only the leader names deputies for others", "为他人指定代理须由单位负责人办理");
    Err(Refusal::field("official", "not_yours", en, zh))
}

fn of_the_unit(app: &App, caller: &Caller, field: &'static str, id: &str) -> Result<OfficialId, Refusal> {
    let directory = app.reference.directory();
    let known = id.parse().ok().filter(|id: &OfficialId| directory.acting(id, &caller.unit).is_some());
    known.ok_or_else(|| {
        let (en, zh) = ("no official of the unit", "不是本单位在岗经办人");
        Refusal::field(field, "unknown", en, zh)
    })
}
