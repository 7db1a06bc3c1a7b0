//! Letters, in a real database as the real roles.

use jiff::Timestamp;
use proto::words::notification::LetterConclusion;

use super::*;
use crate::{
    model::{Closed, LetterReply},
    operations::{self, LedgerContext},
    tests::ledger::{Ledger, deadline, instant, new_duty, opened},
};

const NOW: &str = "2026-10-12T09:00:00+08:00";

/// A ledger in which scjgj owes a claim since the 8th, and one that is not due yet.
async fn ledger() -> (Ledger, DutyId, DutyId) {
    let ledger = Ledger::new().await;
    ledger.load(2026).await;
    let late = new_duty();
    let early = new_duty();
    let said = [
        opened(&late, "scjgj", deadline("2026-10-08", 1)),
        opened(&early, "scjgj", deadline("2026-10-20", 1)),
    ];
    ledger.hear("supervision", &said).await.unwrap();
    (ledger, late.parse().unwrap(), early.parse().unwrap())
}

fn draft(unit: &str, duties: &[DutyId]) -> Draft {
    Draft {
        unit: unit.parse().unwrap(),
        issued_by: "xzspj".parse().unwrap(),
        official: "xzspj-overseer".parse().unwrap(),
        duties: duties.to_vec(),
        working_days: 3,
        text: None,
    }
}

async fn issue(ledger: &Ledger, draft: Draft, now: Timestamp) -> Result<Issued, Refusal> {
    let mut tx = database::begin(&ledger.app.system).await.unwrap();
    let calendar = ledger.app.reference.calendar();
    let by = IssueContext { kinds: &ledger.app.kinds, calendar: &calendar, now };
    let outbox = &ledger.app.resources.outbox;
    let mut messages = outbox.messages();
    let issued = issue_letter(&mut tx, &mut messages, draft, &by).await;
    let issued = issued.map_err(|error| error.refusal().unwrap())?;
    outbox.send_all(&mut tx, messages).await.unwrap();
    tx.commit().await.unwrap();
    Ok(issued)
}

async fn note(ledger: &Ledger, now: Timestamp) -> usize {
    let mut tx = database::begin(&ledger.app.system).await.unwrap();
    let calendar = ledger.app.reference.calendar();
    let directory = ledger.app.reference.directory();
    let by = LedgerContext {
        office_hours: &ledger.app.office_hours,
        calendar: &calendar,
        directory: &directory,
        now,
    };
    let noted = operations::note_letters(&mut tx, &by).await.unwrap();
    tx.commit().await.unwrap();
    noted
}

async fn close(ledger: &Ledger, id: LetterId, conclusion: LetterConclusion) {
    let at = instant(NOW);
    let by = "xzspj-overseer".parse().unwrap();
    let mut tx = database::begin(&ledger.app.system).await.unwrap();
    let closed = Closed { at, by, conclusion, text: "记录在案".to_owned() };
    operations::close_letter(&mut tx, id, closed).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn only_late_duties_of_the_unit_are_written_about() {
    let (ledger, late, early) = ledger().await;
    let issued = issue(&ledger, draft("scjgj", &[late]), instant(NOW)).await.unwrap();
    assert_eq!(issued.letter.number.to_string(), "督办函〔2026〕1号");
    assert!(issued.letter.text.starts_with("贵单位下列时限义务已逾期：认领审批信息1件。"));
    let wrong = issue(&ledger, draft("scjgj", &[late, early]), instant(NOW)).await.unwrap_err();
    let wrong: Vec<_> = wrong.violations.iter().map(|one| (one.field.as_str(), one.code)).collect();
    assert_eq!(wrong, [("duty_ids[1]", "not_late")]);
    let foreign = issue(&ledger, draft("zjj", &[late]), instant(NOW)).await.unwrap_err();
    assert_eq!(foreign.violations[0].code, "unknown");
    let years_end = instant("2026-12-31T09:00:00+08:00");
    let undated = issue(&ledger, draft("scjgj", &[late]), years_end).await.unwrap_err();
    assert_eq!(undated.reason, "YEAR_NOT_LOADED");
    let next = issue(&ledger, draft("scjgj", &[late]), instant(NOW)).await.unwrap();
    assert_eq!(next.letter.number.sequence, 2, "what was refused took no number");
}

#[tokio::test]
async fn the_third_letter_of_a_quarter_that_counts_raises_one_matter() {
    let (ledger, late, _) = ledger().await;
    let mut raised = Vec::new();
    for place in 0..5 {
        let issued = issue(&ledger, draft("scjgj", &[late]), instant(NOW)).await.unwrap();
        raised.push(issued.matter_raised);
        if place == 1 {
            close(&ledger, issued.letter.id, LetterConclusion::Withdrawn).await;
        }
    }
    assert_eq!(raised, [false, false, false, true, false], "the withdrawn one counts for nothing");
    let messages: Vec<(String, Vec<String>)> = sqlx::query_as("select event, receivers from mailbox.message")
        .fetch_all(&ledger.superuser)
        .await
        .unwrap();
    assert_eq!(messages, [("matter_raised".to_owned(), vec!["meeting".to_owned()])]);
}

#[tokio::test]
async fn to_answer_is_a_duty_that_is_reminded_of_until_it_is_done() {
    let (ledger, late, _) = ledger().await;
    let issued = issue(&ledger, draft("scjgj", &[late]), instant(NOW)).await.unwrap().letter;
    assert_eq!((note(&ledger, instant(NOW)).await, note(&ledger, instant(NOW)).await), (1, 0), "once");
    let (row, ..) = ledger.known(&issued.duty().to_string(), "scjgj").await;
    assert_eq!((row["kind"].as_str(), row["state"].as_str()), (Some("L1"), Some("open")));
    let due_at: Timestamp = row["due_at"].as_str().unwrap().parse().unwrap();
    assert_eq!(due_at, instant("2026-10-16T00:00:00+08:00"), "the 13th, the 14th and the 15th");

    let mut tx = database::begin(&ledger.app.system).await.unwrap();
    let now = instant("2026-10-15T08:30:00+08:00");
    ledger.decide(&mut tx, now).await;
    tx.commit().await.unwrap();
    let told: Vec<String> = sqlx::query_scalar(
        "select step from notification.notice_duty join notification.duty on duty.id = duty_id
         where kind = 'L1' group by step",
    )
    .fetch_all(&ledger.superuser)
    .await
    .unwrap();
    assert_eq!(told, ["due_soon"]);

    let mut tx = database::begin(&ledger.app.system).await.unwrap();
    let unit = issued.unit.clone();
    let official = "scjgj-01".parse().unwrap();
    let reply = LetterReply { letter: issued.id, unit, official, text: "已认领。".to_owned(), at: now };
    operations::reply_to_letter(&mut tx, &reply, now).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(note(&ledger, now).await, 1);
    let (row, ..) = ledger.known(&issued.duty().to_string(), "scjgj").await;
    assert_eq!(row["state"], "discharged");
    close(&ledger, issued.id, LetterConclusion::Rectified).await;
    assert_eq!(note(&ledger, now).await, 0, "nothing more to say of it");
}

#[tokio::test]
async fn a_letter_that_is_closed_unanswered_is_no_duty_any_more() {
    let (ledger, late, _) = ledger().await;
    let issued = issue(&ledger, draft("scjgj", &[late]), instant(NOW)).await.unwrap().letter;
    close(&ledger, issued.id, LetterConclusion::Withdrawn).await;
    note(&ledger, instant(NOW)).await;
    let (row, open, ..) = ledger.known(&issued.duty().to_string(), "scjgj").await;
    assert_eq!(
        (row["state"].as_str(), row["withdraw_reason"].as_str()),
        (Some("withdrawn"), Some("letter_closed"))
    );
    assert_eq!(open, 2, "the others are as they were");
}
