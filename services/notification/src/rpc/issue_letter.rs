//! IssueLetter.

use ids::{DutyId, UnitCode};
use prost::Message;
use proto::notification::v1::{IssueLetterRequest, IssueLetterResponse};
use refusal::Refusal;
use shell::{Attempt, Caller, Error, Write, parse_id, parse_text};

use super::present_letter;
use crate::{
    App,
    operations::{self, Draft, Issuing},
    policy::paths,
};

/// More than a letter is about.
const MOST: usize = 100;
/// How many working days the unit has, where the request says nothing.
const WORKING_DAYS: u32 = 3;
/// The most that a letter gives.
const LONGEST: u32 = 20;

/// The office writes to a unit about its late duties (Art. 28).
pub(super) async fn issue_letter(
    app: App,
    caller: Caller,
    request: IssueLetterRequest,
) -> Result<IssueLetterResponse, Error> {
    let body = request.encode_to_vec();
    let now = app.doors.clock.now();
    let draft = Draft {
        unit: parse_unit(&app, &request.unit)?,
        issued_by: caller.unit.clone(),
        official: caller.acting_official()?,
        duties: parse_duties(&request.duty_ids)?,
        working_days: parse_working_days(request.working_days)?,
        text: if request.text.is_empty() { None } else { Some(parse_text("text", &request.text, 1000)?) },
    };
    let (rpc, request_id) = (paths::ISSUE_LETTER, request.request_id.as_str());
    let attempt = Attempt { rpc, request_id, validate_only: request.validate_only, body: &body };
    let mut write = match Write::begin(&app.doors, &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };

    let calendar = app.reference.calendar();
    let issuing = Issuing { outbox: &app.doors.outbox, kinds: &app.kinds, calendar: &calendar, now };
    let issued = operations::issue_letter(write.tx(), draft, &issuing).await??;
    let answer = IssueLetterResponse {
        letter: Some(present_letter::letter(&issued.letter, now)),
        matter_raised: issued.matter_raised,
    };
    write.commit(&[issued.letter.id.to_string()], answer).await
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
