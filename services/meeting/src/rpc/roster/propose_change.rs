//! A unit proposes a change of a seat of its own (联席会议制度二).

use ids::{OfficialId, SeatChangeId};
use jiff::{ToSpan, civil::Date};
use proto::meeting::v1::{ProposeSeatChangeRequest, ProposeSeatChangeResponse};
use refusal::Refusal;
use shell::{Act, Caller, Context, Done, Error, parse_day, parse_text, parse_word};

use super::present;
use crate::{
    App,
    model::{Asked, SeatChange, Step, Successor},
    operations,
    rpc::given::given,
};

/// The longest post, in characters.
const LONGEST_POST: usize = 50;

impl Act<App> for ProposeSeatChangeRequest {
    async fn act(self, app: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let change = parse(app, context, &self)?;
        operations::propose_seat_change(context, &change).await?;
        Ok(Done::with(change.id, ProposeSeatChangeResponse { change: Some(present::change(&change)) }))
    }
}

fn parse(
    app: &App,
    context: &Context<'_>,
    request: &ProposeSeatChangeRequest,
) -> Result<SeatChange, Refusal> {
    Ok(SeatChange {
        id: SeatChangeId::generate(),
        unit: context.caller.unit.clone(),
        role: parse_word("role", request.role, ("say which seat", "请选择席位"))?,
        successor: successor(app, context.caller, request)?,
        first_day: first_day(clock::civil_date(context.now), &request.first_day)?,
        reason: parse_text("reason", &request.reason, 1000)?,
        proposed: Step::of(context)?,
        state: Asked::Open,
    })
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
    let official = given(&request.official, |named| of_the_unit(app, caller, named))?;
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
