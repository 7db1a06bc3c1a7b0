//! The calendar changes while clocks run: a day is closed and reopened, a year is corrected.

use jiff::Timestamp;
use prost::Message;
use proto::{
    approval::v1::{
        CloseDayRequest, Decision, ListDecisionsRequest, LoadCalendarYearRequest, ReopenDayRequest,
        RoutingState,
    },
    duty::v1::DutyRedated,
    r#type::v1::Deadline,
};
use scenarios::stage::{Bureau, Stage, until};
use sqlx::PgPool;

use crate::{
    desk::{
        approver, arrived, at, claim, claimant, decision_now, header, import_file, instant, push_now, record,
    },
    faults::breakpoint::Breakpoint,
    ledger::Ledger,
    paper::{self, GAS, publicity_file, recording, request_id},
};

const MORNING: &str = "2026-10-08T09:00:00+08:00";
/// The Friday on which everything of that morning is due, and which the storm takes.
const STORM: &str = "2026-10-09";

/// A day that nobody worked is no day for claiming; what was claimed before is judged by the date it had. A date that was told
/// is not brought closer when the day is worked after all.
#[tokio::test]
async fn a_storm_moves_the_dates_of_open_clocks_and_its_end_brings_none_closer() -> anyhow::Result<()> {
    let stage = Stage::for_test(MORNING).await?;
    let office = approver(&stage)?;
    let decision = record(&office, recording(GAS, "1")).await?;
    let waiting = unrouted(&office).await?;
    let (zjj, yjj) = (claimant(&stage, "zjj")?, claimant(&stage, "yjj")?);
    claim(&zjj, &arrived(&zjj, &decision.push_id).await?.id).await?;
    let ledger = Ledger::open(&stage);
    ledger.settle().await?;
    let (friday, saturday) = (at("2026-10-10T00:00"), at("2026-10-11T00:00"));
    dates_become(&office, &decision, [friday; 3]).await?;

    let admin = stage.bureau("xzspj", Some("xzspj-admin"))?;
    admin.calendar().close_day(storm()).await?;
    due_becomes(&yjj, &decision, saturday).await?;
    dates_become(&office, &decision, [saturday, friday, saturday]).await?;
    push_becomes(&office, &waiting, saturday).await?;
    let explained = arrived(&yjj, &decision.push_id).await?.claim_deadline.unwrap_or_default();
    assert!(explained.explanation.contains("2026-10-09（台风停工（县防汛抗旱指挥部））"), "{explained:?}");
    assert_eq!(explained.closures.iter().map(|used| used.date.as_str()).collect::<Vec<_>>(), [STORM]);
    due_becomes(&zjj, &decision, friday).await?;
    let pushed = push_now(&office, &decision.push_id).await?.push.unwrap_or_default();
    assert_eq!(due(pushed.push_deadline.as_ref()), friday, "the push was accepted");

    admin.calendar().reopen_day(reopening()).await?;
    let mut later = 1;
    until("a new clock to count by the calendar as it is again", async || {
        later += 1;
        let decision = record(&office, recording(GAS, &later.to_string())).await?;
        let delivery = arrived(&yjj, &decision.push_id).await?;
        Ok((due(delivery.claim_deadline.as_ref()) == friday).then_some(()))
    })
    .await?;
    due_becomes(&yjj, &decision, saturday).await?;
    dates_become(&office, &decision, [saturday, friday, saturday]).await?;
    push_becomes(&office, &waiting, saturday).await?;
    let kept = until("the kept date to be explained", async || {
        let kept = arrived(&yjj, &decision.push_id).await?.claim_deadline.unwrap_or_default();
        Ok(kept.kept.then_some(kept))
    })
    .await?;
    assert_eq!(kept.explanation, format!("{}；日历变更后按原告知期限保留", explained.explanation));
    assert_eq!(kept.calendar_version, explained.calendar_version + 1, "the reopening was counted");
    ledger.prove().await?;
    let moved = (friday, saturday, "2026-10-09临时停止办公：台风停工（县防汛抗旱指挥部）".to_owned());
    assert_eq!(
        redated(&ledger.supervision).await?,
        [moved.clone(), moved.clone()],
        "two still owe their claim"
    );
    assert_eq!(redated(&ledger.approval).await?, [moved], "the decision that was not pushed yet");
    Ok(())
}

/// A day is closed by mistake and reopened at once. The sender has counted by both, and keeps the later date as its own; the
/// receivers hear of both at once, and their date never moved: theirs counts.
#[tokio::test]
async fn a_sender_that_counted_otherwise_takes_over_the_clock_of_the_receiver() -> anyhow::Result<()> {
    let mut stage = Stage::on_own_broker(MORNING).await?;
    let office = approver(&stage)?;
    let decision = record(&office, recording(GAS, "1")).await?;
    let yjj = claimant(&stage, "yjj")?;
    let told = arrived(&yjj, &decision.push_id).await?.claim_deadline.unwrap_or_default();
    let (friday, saturday) = (at("2026-10-10T00:00"), at("2026-10-11T00:00"));
    dates_become(&office, &decision, [friday; 3]).await?;

    stage.nats()?.pause()?;
    let admin = stage.bureau("xzspj", Some("xzspj-admin"))?;
    admin.calendar().close_day(storm()).await?;
    dates_become(&office, &decision, [saturday; 3]).await?;
    admin.calendar().reopen_day(reopening()).await?;
    stage.nats()?.resume()?;
    until("the receiver to count by both", async || {
        let now = arrived(&yjj, &decision.push_id).await?.claim_deadline.unwrap_or_default();
        Ok((now.calendar_version == told.calendar_version + 2).then_some(()))
    })
    .await?;
    Ledger::open(&stage).settle().await?;
    both_ends_agree(&stage, &office, &decision).await
}

/// The receipt of a delivery that came during the storm arrives when the day is open again: the sender would count from Friday.
#[tokio::test]
async fn a_receipt_that_comes_after_the_reopening_does_not_bring_the_date_closer() -> anyhow::Result<()> {
    let stage = Stage::for_test(MORNING).await?;
    let (office, yjj, ledger) = (approver(&stage)?, claimant(&stage, "yjj")?, Ledger::open(&stage));
    let admin = stage.bureau("xzspj", Some("xzspj-admin"))?;
    admin.calendar().close_day(storm()).await?;
    ledger.settle().await?;
    let receipts = Breakpoint::set(
        &ledger.supervision,
        "create trigger breakpoint before update on mailbox.receipt for each row",
    )
    .await?;
    let decision = record(&office, recording(GAS, "1")).await?;
    due_becomes(&yjj, &decision, at("2026-10-11T00:00")).await?;
    receipts.reached().await?;
    admin.calendar().reopen_day(reopening()).await?;
    until("the receiver to keep its date", async || {
        let delivery = arrived(&yjj, &decision.push_id).await?;
        Ok(delivery.claim_deadline.unwrap_or_default().kept.then_some(()))
    })
    .await?;
    receipts.let_go().await?;
    ledger.settle().await?;
    dates_become(&office, &decision, [at("2026-10-11T00:00"); 3]).await?;
    both_ends_agree(&stage, &office, &decision).await
}

/// The receiver judges its claim: a sender that heard of the storm first takes over the date that counted.
#[tokio::test]
async fn a_claim_is_judged_by_the_date_that_its_bureau_had() -> anyhow::Result<()> {
    let mut stage = Stage::on_own_broker(MORNING).await?;
    let office = approver(&stage)?;
    let decision = record(&office, recording(GAS, "1")).await?;
    let zjj = claimant(&stage, "zjj")?;
    let delivery = arrived(&zjj, &decision.push_id).await?;
    let (friday, saturday) = (at("2026-10-10T00:00"), at("2026-10-11T00:00"));
    dates_become(&office, &decision, [friday; 3]).await?;

    stage.nats()?.pause()?;
    let admin = stage.bureau("xzspj", Some("xzspj-admin"))?;
    admin.calendar().close_day(storm()).await?;
    dates_become(&office, &decision, [saturday; 3]).await?;
    claim(&zjj, &delivery.id).await?;
    stage.nats()?.resume()?;
    dates_become(&office, &decision, [saturday, friday, saturday]).await?;
    due_becomes(&zjj, &decision, friday).await
}

/// 2020-01-27: the Spring Festival was extended in mid-holiday.
#[tokio::test]
async fn a_corrected_year_moves_an_open_clock_and_is_named_with_its_version() -> anyhow::Result<()> {
    let stage = Stage::for_test(MORNING).await?;
    let decision = record(&approver(&stage)?, recording(GAS, "1")).await?;
    let yjj = claimant(&stage, "yjj")?;
    due_becomes(&yjj, &decision, at("2026-10-10T00:00")).await?;

    let (_, bundled) = workdays::bundled_years().into_iter().last().expect("2026");
    let extended = "off = [\n  { date = \"2026-10-09\", name = \"国庆节\" },";
    let data = bundled.replacen("off = [", extended, 1);
    assert_ne!(data, bundled);
    let admin = stage.bureau("xzspj", Some("xzspj-admin"))?;
    let load =
        LoadCalendarYearRequest { request_id: request_id(), data, ..LoadCalendarYearRequest::default() };
    admin.calendar().load_calendar_year(load).await?;
    due_becomes(&yjj, &decision, at("2026-10-11T00:00")).await?;
    let explained = arrived(&yjj, &decision.push_id).await?.claim_deadline.unwrap_or_default();
    assert_eq!(
        explained.calendars.iter().map(|used| (used.year, used.version)).collect::<Vec<_>>(),
        [(2026, 2)]
    );
    assert!(explained.explanation.ends_with("依据国办发明电〔2025〕7号（第2版）"), "{explained:?}");
    Ok(())
}

/// The storm takes the Friday.
fn storm() -> CloseDayRequest {
    CloseDayRequest {
        request_id: request_id(),
        date: STORM.to_owned(),
        authority: "县防汛抗旱指挥部".to_owned(),
        reason: "台风停工".to_owned(),
        ..CloseDayRequest::default()
    }
}

/// The Friday is worked after all.
fn reopening() -> ReopenDayRequest {
    ReopenDayRequest { request_id: request_id(), date: STORM.to_owned(), ..ReopenDayRequest::default() }
}

/// Each bureau and the sender show one date of a claim, and explain it alike.
async fn both_ends_agree(stage: &Stage, office: &Bureau, decision: &Decision) -> anyhow::Result<()> {
    let sent = push_now(office, &decision.push_id).await?.deliveries;
    assert_eq!(sent.len(), 3);
    for ours in sent {
        let theirs = arrived(&claimant(stage, &ours.unit)?, &decision.push_id).await?;
        let told = |deadline: &Option<Deadline>| {
            let deadline = deadline.clone().unwrap_or_default();
            (due(Some(&deadline)), deadline.explanation, deadline.kept)
        };
        assert_eq!(told(&ours.claim_deadline), told(&theirs.claim_deadline), "{}", ours.unit);
        assert_eq!(ours.version, theirs.version, "{}", ours.unit);
    }
    Ok(())
}

/// A decision that waits for a person while its push clock runs.
async fn unrouted(office: &Bureau) -> anyhow::Result<Decision> {
    let imported = import_file(office, header(), &publicity_file(&[paper::decision(GAS, "2")])).await?;
    assert_eq!(imported.summary.unrouted, 1);
    let request = ListDecisionsRequest {
        routing_states: vec![RoutingState::Unrouted.into()],
        ..ListDecisionsRequest::default()
    };
    let mut found = office.decisions().list_decisions(request).await?.into_inner().decisions;
    assert_eq!(found.len(), 1);
    Ok(found.remove(0))
}

/// The bureau's own clock has this date at last.
async fn due_becomes(bureau: &Bureau, decision: &Decision, expected: Timestamp) -> anyhow::Result<()> {
    until("the bureau's clock to have its date", async || {
        let delivery = arrived(bureau, &decision.push_id).await?;
        Ok((due(delivery.claim_deadline.as_ref()) == expected).then_some(()))
    })
    .await
}

/// The sender's copies of the clocks of yjj, zjj and zhzfj have these dates at last.
async fn dates_become(office: &Bureau, decision: &Decision, expected: [Timestamp; 3]) -> anyhow::Result<()> {
    until("the sender's copies to have their dates", async || {
        let mut deliveries = push_now(office, &decision.push_id).await?.deliveries;
        deliveries.sort_by_key(|delivery| {
            ["yjj", "zjj", "zhzfj"].iter().position(|unit| *unit == delivery.unit).expect("one of the three")
        });
        let dates: Vec<_> = deliveries.iter().map(|delivery| due(delivery.claim_deadline.as_ref())).collect();
        Ok((dates == expected).then_some(()))
    })
    .await
}

/// The push clock of a decision has this date at last.
async fn push_becomes(office: &Bureau, decision: &Decision, expected: Timestamp) -> anyhow::Result<()> {
    until("the push clock to have its date", async || {
        let now = decision_now(office, &decision.id).await?;
        Ok((due(now.push_deadline.as_ref()) == expected).then_some(()))
    })
    .await
}

fn due(deadline: Option<&Deadline>) -> Timestamp {
    instant(deadline.and_then(|deadline| deadline.due_time))
}

/// The old and new dates that this side has said of duties, and why.
async fn redated(side: &PgPool) -> anyhow::Result<Vec<(Timestamp, Timestamp, String)>> {
    let bodies: Vec<Vec<u8>> =
        sqlx::query_scalar("select body from mailbox.message where event = 'duty_redated'")
            .fetch_all(side)
            .await?;
    let mut dates = Vec::new();
    for body in bodies {
        let duty = DutyRedated::decode(&*body)?;
        dates.push((instant(duty.previous_due_time), due(duty.deadline.as_ref()), duty.cause));
    }
    Ok(dates)
}
