//! The office writes to a unit about its late duties (督办函, Art. 28).

use ids::{DutyId, UnitCode};
use proto::notification::v1::{IssueLetterRequest, IssueLetterResponse};
use refusal::Refusal;
use shell::{Act, Context, Done, Error, parse_id, parse_text};

use super::present::present_letter;
use crate::{
    App,
    operations::{self, Draft, IssueContext},
};

/// More than a letter is about.
const MOST: usize = 100;
/// How many working days the unit has, where the request says nothing.
const WORKING_DAYS: u32 = 3;
/// The most that a letter gives.
const LONGEST: u32 = 20;

impl Act<App> for IssueLetterRequest {
    async fn act(self, app: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let draft = Draft {
            unit: parse_unit(app, &self.unit)?,
            issued_by: context.caller.unit.clone(),
            official: context.official()?,
            duties: parse_duties(&self.duty_ids)?,
            working_days: parse_working_days(self.working_days)?,
            text: if self.text.is_empty() { None } else { Some(parse_text("text", &self.text, 1000)?) },
        };
        let calendar = app.reference.calendar();
        let by = IssueContext { kinds: &app.kinds, calendar: &calendar, now: context.now };
        let issued = operations::issue_letter(context.tx, &mut context.messages, draft, &by).await?;
        let answer = IssueLetterResponse {
            letter: Some(present_letter(&issued.letter, context.now)),
            matter_raised: issued.matter_raised,
        };
        Ok(Done::with(issued.letter.id, answer))
    }
}

fn parse_unit(app: &App, code: &str) -> Result<UnitCode, Refusal> {
    let unknown = || Refusal::field("unit", "unknown", "no such unit", "没有这个单位");
    let unit: UnitCode = code.parse().map_err(|_| unknown())?;
    app.reference.directory().unit(&unit).map(|_| ()).ok_or_else(unknown)?;
    Ok(unit)
}

fn parse_duties(ids: &[String]) -> Result<Vec<DutyId>, Refusal> {
    if ids.is_empty() || ids.len() > MOST {
        return Err(Refusal::field("duty_ids", "count", "1 to 100 late duties", "须为1至100项逾期义务"));
    }
    let mut duties = Vec::with_capacity(ids.len());
    for (at, id) in ids.iter().enumerate() {
        let duty: DutyId = parse_id(format!("duty_ids[{at}]"), id)?;
        if duties.contains(&duty) {
            return Err(Refusal::field(format!("duty_ids[{at}]"), "twice", "it stands twice", "重复"));
        }
        duties.push(duty);
    }
    Ok(duties)
}

fn parse_working_days(days: i32) -> Result<u32, Refusal> {
    match u32::try_from(days) {
        Ok(0) => Ok(WORKING_DAYS),
        Ok(days) if days <= LONGEST => Ok(days),
        _ => Err(Refusal::field("working_days", "range", "1 to 20 working days", "须为1至20个工作日")),
    }
}
