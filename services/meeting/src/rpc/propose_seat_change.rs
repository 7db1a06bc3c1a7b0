//! ProposeSeatChange.

use ids::{OfficialId, SeatChangeId};
use jiff::{ToSpan, civil::Date};
use prost::Message;
use proto::meeting::v1::{self as pb, ProposeSeatChangeRequest, ProposeSeatChangeResponse};
use refusal::Refusal;
use shell::{Attempt, Caller, Error, Write, parse_day, parse_text};

use super::present;
use crate::{
    App,
    model::{ChangeState, SeatChange, Successor},
    operations,
    policy::paths,
    rules::succession::SeatRole,
};

/// The longest post, in characters.
const LONGEST_POST: usize = 50;

/// A unit proposes a change of a seat of its own (联席会议制度二).
pub(super) async fn propose_seat_change(
    app: App,
    caller: Caller,
    request: ProposeSeatChangeRequest,
) -> Result<ProposeSeatChangeResponse, Error> {
    let body = request.encode_to_vec();
    let change = parse(&app, &caller, &request)?;
    let (rpc, request_id) = (paths::PROPOSE_SEAT_CHANGE, request.request_id.as_str());
    let attempt = Attempt { rpc, request_id, validate_only: request.validate_only, body: &body };
    let mut write = match Write::begin(&app.doors, &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };
    operations::propose_seat_change(write.tx(), &change).await??;
    let answer = ProposeSeatChangeResponse { change: Some(present::change(&change)) };
    write.commit(&[change.id.to_string()], answer).await
}

fn parse(app: &App, caller: &Caller, request: &ProposeSeatChangeRequest) -> Result<SeatChange, Refusal> {
    let now = app.doors.clock.now();
    Ok(SeatChange {
        id: SeatChangeId::generate(),
        unit: caller.unit.clone(),
        role: role(request.role())?,
        successor: successor(app, caller, request)?,
        first_day: first_day(clock::civil_date(now), &request.first_day)?,
        reason: parse_text("reason", &request.reason, 1000)?,
        proposed_by: caller.acting_official()?,
        proposed_at: now,
        state: ChangeState::Proposed,
    })
}

fn role(role: pb::SeatRole) -> Result<SeatRole, Refusal> {
    match role {
        pb::SeatRole::Unspecified => Err(Refusal::field("role", "required", "say which seat", "请选择席位")),
        pb::SeatRole::ChiefConvener => Ok(SeatRole::ChiefConvener),
        pb::SeatRole::Convener => Ok(SeatRole::Convener),
        pb::SeatRole::Office => Ok(SeatRole::Office),
        pb::SeatRole::Member => Ok(SeatRole::Member),
        pb::SeatRole::Liaison => Ok(SeatRole::Liaison),
        pb::SeatRole::DeputyLiaison => Ok(SeatRole::DeputyLiaison),
    }
}

fn successor(
    app: &App,
    caller: &Caller,
    request: &ProposeSeatChangeRequest,
) -> Result<Option<Successor>, Refusal> {
    if request.ends {
        for (field, text) in [("post", &request.post), ("official", &request.official)] {
            if !text.is_empty() {
                let (en, zh) = ("a seat that ends has no successor", "退出的席位没有继任者");
                return Err(Refusal::field(field, "contradiction", en, zh));
            }
        }
        return Ok(None);
    }
    let official = match request.official.as_str() {
        "" => None,
        named => Some(of_the_unit(app, caller, named)?),
    };
    Ok(Some(Successor { post: parse_text("post", &request.post, LONGEST_POST)?, official }))
}

fn of_the_unit(app: &App, caller: &Caller, id: &str) -> Result<OfficialId, Refusal> {
    let directory = app.reference.directory();
    let known = id.parse().ok().filter(|id: &OfficialId| directory.acting(id, &caller.unit).is_some());
    known.ok_or_else(|| {
        let (en, zh) = ("no official of the unit", "不是本单位在岗经办人");
        Refusal::field("official", "unknown", en, zh)
    })
}

/// Today at the earliest, a year from now at the latest.
fn first_day(today: Date, text: &str) -> Result<Date, Refusal> {
    let day = parse_day("first_day", text)?;
    if day < today || day > today.saturating_add(1.year()) {
        let (en, zh) = ("from today on, within a year", "须为今日起一年内的日期");
        return Err(Refusal::field("first_day", "range", en, zh));
    }
    Ok(day)
}
