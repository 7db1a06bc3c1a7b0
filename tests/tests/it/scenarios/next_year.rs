//! The last day of a year whose successor's calendar is not announced yet.

use prost::Message;
use proto::{approval::v1::LoadCalendarYearRequest, exchange::v1::DeliveryState, r#type::v1::Deadline};
use scenarios::stage::{Stage, until};

use crate::{
    desk::{approver, arrived, at, claim, claimant, decision_now, instant, push_now, record},
    ledger::Ledger,
    paper::{self, GAS, recording, request_id},
};

/// A plausible 2027: three days off for the new year.
pub(super) const CALENDAR: &str = r#"
year = 2027
notice = "国办发明电〔2026〕示例号"
off = [
  { date = "2027-01-01", name = "元旦" },
  { date = "2027-01-02", name = "元旦" },
  { date = "2027-01-03", name = "元旦" },
]
work = []
"#;

/// Nothing is refused or lost for want of a calendar: the clocks run without a date (待定) until there is one.
#[tokio::test]
async fn a_decision_on_the_last_day_is_claimed_without_a_date_and_dated_when_the_year_is_loaded()
-> anyhow::Result<()> {
    let stage = Stage::for_test("2026-12-31T10:00:00+08:00").await?;
    let office = approver(&stage)?;
    let mut request = recording(GAS, "1");
    let last_day = || "2026-12-31".to_owned();
    request.decision = Some(proto::exchange::v1::LicenceDecision {
        decided_on: last_day(),
        valid_from: last_day(),
        ..paper::decision(GAS, "1")
    });
    let decision = record(&office, request).await?;
    undated(decision.push_deadline.clone());
    assert!(!decision.late);

    let (zjj, yjj) = (claimant(&stage, "zjj")?, claimant(&stage, "yjj")?);
    let ours = arrived(&zjj, &decision.push_id).await?;
    undated(ours.claim_deadline.clone());
    let claimed = claim(&zjj, &ours.id).await?;
    assert_eq!((claimed.state(), claimed.overdue), (DeliveryState::Claimed, false));
    undated(claimed.claim_deadline.clone());

    stage.set_clock(at("2027-01-04T09:00"))?;
    let admin = stage.bureau("xzspj", Some("xzspj-admin"))?;
    let load = LoadCalendarYearRequest {
        request_id: request_id(),
        data: CALENDAR.to_owned(),
        ..LoadCalendarYearRequest::default()
    };
    admin.calendar().load_calendar_year(load).await?;

    let due = at("2027-01-05T00:00");
    until("every clock to have its date", async || {
        let mut dates = vec![decision_now(&office, &decision.id).await?.push_deadline];
        let sent = push_now(&office, &decision.push_id).await?;
        dates.push(sent.push.and_then(|push| push.push_deadline));
        dates.extend(sent.deliveries.into_iter().map(|delivery| delivery.claim_deadline));
        for bureau in [&zjj, &yjj] {
            dates.push(arrived(bureau, &decision.push_id).await?.claim_deadline);
        }
        assert_eq!(dates.len(), 7);
        let has_its_date =
            |date: &Option<Deadline>| date.as_ref().is_some_and(|date| instant(date.due_time) == due);
        Ok(dates.iter().all(has_its_date).then_some(()))
    })
    .await?;
    let explained = arrived(&yjj, &decision.push_id).await?.claim_deadline.unwrap_or_default();
    assert_eq!(explained.notices.last().map(String::as_str), Some("国办发明电〔2026〕示例号"));
    assert!(explained.explanation.contains("元旦"), "{}", explained.explanation);

    let ledger = Ledger::open(&stage);
    ledger.prove().await?;
    let redated: Vec<Vec<u8>> =
        sqlx::query_scalar("select body from mailbox.message where event = 'duty_redated'")
            .fetch_all(&ledger.supervision)
            .await?;
    assert_eq!(redated.len(), 2, "one for each bureau that still owes its claim");
    for body in redated {
        let duty = proto::duty::v1::DutyRedated::decode(&*body)?;
        assert_eq!((duty.previous_due_time, duty.cause.as_str()), (None, "2027年工作日历第1版"));
        assert_eq!(instant(duty.deadline.unwrap_or_default().due_time), due);
    }
    Ok(())
}

/// The clock runs and has no date.
fn undated(deadline: Option<Deadline>) {
    let deadline = deadline.expect("a clock");
    assert!(deadline.start_time.is_some(), "{deadline:?}");
    assert_eq!(deadline.due_time, None);
}
