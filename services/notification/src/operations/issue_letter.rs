//! Issues a supervision letter (督办函) about late duties of one unit (Art. 28). With the third that counts in a quarter a matter is
//! raised to the joint meeting, in the same transaction.

use std::collections::BTreeMap;

use duty::{deadline_to_proto, year_not_loaded};
use ids::{DutyId, LetterId, MatterId, OfficialId, UnitCode};
use jiff::Timestamp;
use mailbox::Messages;
use numbers::next_number;
use proto::meeting::v1::{MatterKind, MatterRaised};
use refusal::{Refusal, Violation, articles};
use shell::{Error, timestamp_to_proto};
use sqlx::PgConnection;
use workdays::Calendar;

use crate::{
    SERVICE,
    model::{Duty, DutyKinds, LETTERS, Letter},
    rules::{reply_clock, third_letter},
    store,
};

#[cfg(test)]
mod tests;

/// What the office wants to write.
pub(crate) struct Draft {
    /// To whom.
    pub(crate) unit: UnitCode,
    /// Whose office writes.
    pub(crate) issued_by: UnitCode,
    pub(crate) official: OfficialId,
    /// The late duties, each once.
    pub(crate) duties: Vec<DutyId>,
    /// How many working days the unit has to answer.
    pub(crate) working_days: u32,
    /// What it says; none: how many duties of which kind.
    pub(crate) text: Option<String>,
}

/// What a letter is issued with.
pub(crate) struct IssueContext<'a> {
    /// Every kind of duty.
    pub(crate) kinds: &'a DutyKinds,
    /// The county's calendar.
    pub(crate) calendar: &'a Calendar,
    /// The instant of issue.
    pub(crate) now: Timestamp,
}

/// A letter, and whether it raises a matter.
#[derive(Debug)]
pub(crate) struct Issued {
    pub(crate) letter: Letter,
    pub(crate) matter_raised: bool,
}

/// Issues the letter; refused unless every duty is the unit's, and late.
pub(crate) async fn issue_letter(
    tx: &mut PgConnection,
    messages: &mut Messages,
    draft: Draft,
    by: &IssueContext<'_>,
) -> Result<Issued, Error> {
    let now = by.now;
    let duties = store::duty::find_all(tx, None, &draft.duties).await?;
    let unproven = store::transit_check::unproven(tx, SERVICE, &draft.duties).await?;
    must_be_late(&draft, &duties, &unproven, now)?;
    let clock = reply_clock::open(draft.working_days, now, by.calendar).map_err(year_not_loaded)?;
    let rule = reply_clock::rule(draft.working_days);
    let (Some(deadline), Some(due_at)) = (deadline_to_proto(&clock, &rule), clock.due_at()) else {
        return Err(Refusal::precondition("YEAR_NOT_LOADED", "the clock has no date", "期限待定").into());
    };
    let today = clock::civil_date(now);
    let letter = Letter {
        id: LetterId::generate(),
        number: next_number(tx, LETTERS, today).await?,
        unit: draft.unit,
        issued_by: draft.issued_by,
        official: draft.official,
        text: draft.text.unwrap_or_else(|| default_text(&duties, by.kinds)),
        issued_at: now,
        quarter: third_letter::quarter_of(today),
        deadline,
        due_at,
        replied_at: None,
        closed: None,
    };
    store::letter::insert(tx, &letter, &draft.duties).await?;
    let matter = raise_matter(tx, &letter, now).await?;
    if let Some(raised) = &matter {
        messages.say(raised);
    }
    Ok(Issued { letter, matter_raised: matter.is_some() })
}

fn must_be_late(draft: &Draft, duties: &[Duty], unproven: &[DutyId], now: Timestamp) -> Result<(), Refusal> {
    let mut violations = Vec::new();
    for (at, id) in draft.duties.iter().enumerate() {
        let field = format!("duty_ids[{at}]");
        match duties.iter().find(|duty| duty.id == *id) {
            Some(duty) if duty.owed_by == draft.unit => {
                if !duty.is_late(now) {
                    let (en, zh) = ("the duty is not late", "该义务未逾期");
                    violations.push(Violation::new(field, "not_late", en, zh));
                } else if unproven.contains(id) {
                    let en = "whether it was done is still being checked: try again in a minute";
                    let zh = "该义务是否已办尚在核对在途信息，请稍后再试";
                    violations.push(Violation::new(field, "in_transit", en, zh));
                }
            }
            _ => {
                let (en, zh) = ("the unit owes no such duty", "该单位没有这项义务");
                violations.push(Violation::new(field, "unknown", en, zh));
            }
        }
    }
    if violations.is_empty() { Ok(()) } else { Err(Refusal::invalid(violations).under(articles::ART_28)) }
}

/// How many duties of which kind, and what is asked for.
fn default_text(duties: &[Duty], kinds: &DutyKinds) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for duty in duties {
        let kind = kinds.newest(&duty.kind).map_or(duty.kind.as_str(), |kind| kind.name);
        *counts.entry(kind).or_default() += 1;
    }
    let parts: Vec<String> = counts.iter().map(|(kind, count)| format!("{kind}{count}件")).collect();
    let parts = parts.join("、");
    format!("贵单位下列时限义务已逾期：{parts}。请立即办理，并在规定期限内书面回复办理情况及逾期原因。")
}

/// One matter a unit and quarter, when enough letters count.
async fn raise_matter(
    tx: &mut PgConnection,
    letter: &Letter,
    now: Timestamp,
) -> Result<Option<MatterRaised>, sqlx::Error> {
    let letters = store::letter::of_quarter(tx, &letter.unit, letter.quarter).await?;
    let count = i64::try_from(letters.len()).unwrap_or(i64::MAX);
    let matter = MatterId::generate();
    if !third_letter::proposes_a_topic(count)
        || !store::letter::raise(tx, matter, &letter.unit, letter.quarter, now).await?
    {
        return Ok(None);
    }
    Ok(Some(MatterRaised {
        matter_id: matter.to_string(),
        kind: MatterKind::ThirdLetter.into(),
        units: vec![letter.unit.to_string()],
        title: format!("{}等{count}封督办函：一季度内三次督办", letter.number),
        source_ids: letters.iter().map(ToString::to_string).collect(),
        raise_time: Some(timestamp_to_proto(now)),
    }))
}
