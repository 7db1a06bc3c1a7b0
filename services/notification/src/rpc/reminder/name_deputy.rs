//! A deputy (代理) is told on some days what an official would be told.

use ids::{DeputyId, OfficialId};
use jiff::{ToSpan, civil::Date};
use proto::notification::v1::{NameDeputyRequest, NameDeputyResponse};
use refusal::Refusal;
use shell::{Act, Caller, Context, Done, Error, parse_day};

use super::present::present_deputy;
use crate::{App, model::Deputy, operations};

/// The most days of one deputy.
const LONGEST: i32 = 366;

impl Act<App> for NameDeputyRequest {
    async fn act(self, app: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let deputy = deputy(app, context, &self)?;
        operations::name_deputy(context, &deputy).await?;
        let answer = NameDeputyResponse { deputy: Some(present_deputy(&deputy)) };
        Ok(Done::with(deputy.id, answer))
    }
}

fn deputy(app: &App, context: &Context<'_>, request: &NameDeputyRequest) -> Result<Deputy, Refusal> {
    let named_by = context.official()?;
    let official = match request.official.as_str() {
        "" => named_by.clone(),
        named => of_the_unit(app, context.caller, "official", named)?,
    };
    let stands_in = of_the_unit(app, context.caller, "deputy", &request.deputy)?;
    if stands_in == official {
        return Err(Refusal::field("deputy", "same", "nobody stands in for themselves", "代理人不能是本人"));
    }
    let first_day = parse_day("first_day", &request.first_day)?;
    let last_day = parse_day("last_day", &request.last_day)?;
    must_lie_ahead(first_day, last_day, clock::civil_date(context.now))?;
    Ok(Deputy {
        id: DeputyId::generate(),
        unit: context.unit().clone(),
        official,
        stands_in,
        named_by,
        created_at: context.now,
        first_day,
        last_day,
    })
}

fn must_lie_ahead(first_day: Date, last_day: Date, today: Date) -> Result<(), Refusal> {
    if first_day < today {
        return Err(Refusal::field("first_day", "past", "today or later", "不得早于今日"));
    }
    let longest = first_day.saturating_add((LONGEST - 1).days());
    if last_day < first_day || last_day > longest {
        let (en, zh) = ("from the first day on, at most 366 days", "不得早于起始日，且不超过366天");
        return Err(Refusal::field("last_day", "range", en, zh));
    }
    Ok(())
}

fn of_the_unit(app: &App, caller: &Caller, field: &'static str, id: &str) -> Result<OfficialId, Refusal> {
    let directory = app.reference.directory();
    let known = id.parse().ok().filter(|id: &OfficialId| directory.acting(id, &caller.unit).is_some());
    known.ok_or_else(|| {
        let (en, zh) = ("no official of the unit", "不是本单位在岗经办人");
        Refusal::field(field, "unknown", en, zh)
    })
}
