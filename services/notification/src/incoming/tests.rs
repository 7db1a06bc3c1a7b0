//! What services say of their duties, in any order and more than once, in a real database as the real role.

use ids::MessageId;
use jiff::Timestamp;
use mailbox::{Handle, Received, Rejected};
use proptest::{prelude::*, test_runner::TestRunner};
use proto::{
    duty::v1::{DutyDischarged, DutyRedated, DutyWithdrawn, Withdrawal},
    meeting::v1::{AnnouncementKind, MeetingAnnounced},
};
use serde_json::Value;
use shell::timestamp_to_proto;

use crate::{
    sweeps,
    tests::ledger::{Ledger, Said, deadline, discharged, instant, new_duty, opened, redated},
};

/// All that is said of one duty, as it happened.
fn story(duty: &str, unit: &str, ends: bool) -> Vec<Said> {
    let mut said = vec![
        opened(duty, unit, deadline("2026-10-08", 1)),
        redated(duty, "2026-10-09", 2),
        redated(duty, "2026-10-10", 3),
    ];
    said.extend(ends.then(|| discharged(duty)));
    said
}

/// Each of `count` things once and up to four again, in any order; and how many arrive together.
fn orders(count: usize) -> impl Strategy<Value = (Vec<usize>, usize)> {
    let again = prop::collection::vec(0..count, 0..4);
    let shuffled = again.prop_map(move |again| (0..count).chain(again).collect::<Vec<_>>()).prop_shuffle();
    (shuffled, 1..5_usize)
}

#[test]
fn in_whatever_order_and_however_often_it_is_said_the_ledger_knows_the_same() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let ledger = runtime.block_on(async {
        let ledger = Ledger::new().await;
        ledger.load(2026).await;
        ledger
    });
    for ends in [false, true] {
        let expected = runtime.block_on(told(&ledger, ends, &[0, 1, 2, 3][..3 + usize::from(ends)], 1));
        assert_eq!(expected.1, i64::from(!ends), "the board counts it while it is open");
        let mut runner = TestRunner::new(ProptestConfig::with_cases(100));
        let same = runner.run(&orders(3 + usize::from(ends)), |(order, together)| {
            let known = runtime.block_on(told(&ledger, ends, &order, together));
            prop_assert_eq!(&known, &expected);
            Ok(())
        });
        same.unwrap();
    }
    runtime.block_on(async move { drop(ledger) });
}

/// What is known of a new duty of a new unit once its story was told in this order; without what differs by nature.
async fn told(
    ledger: &Ledger,
    ends: bool,
    order: &[usize],
    together: usize,
) -> (Value, i64, Vec<String>, bool) {
    let duty = new_duty();
    let unit = format!("u{}", &duty.replace('-', "")[8..]);
    let story = story(&duty, &unit, ends);
    let said: Vec<Said> = order.iter().map(|at| story[*at].clone()).collect();
    for batch in said.chunks(together) {
        ledger.hear("supervision", batch).await.unwrap();
    }
    let mut known = ledger.known(&duty, &unit).await;
    for own in ["id", "subject_id", "owed_by"] {
        known.0.as_object_mut().unwrap().remove(own);
    }
    known
}

#[tokio::test]
async fn what_was_done_as_soon_as_it_was_owed_is_known_as_if_both_were_said() {
    let ledger = Ledger::new().await;
    ledger.load(2026).await;
    let one = new_duty();
    let two = new_duty();
    let Said::Opened(mut event) = opened(&one, "u1", deadline("2026-10-09", 1)) else { unreachable!() };
    event.discharge_time = Some(timestamp_to_proto(instant("2026-10-09T10:00:00+08:00")));
    for _ in 0..2 {
        ledger.hear("supervision", &[Said::Opened(event.clone())]).await.unwrap();
    }
    let both = [opened(&two, "u2", deadline("2026-10-09", 1)), discharged(&two)];
    ledger.hear("supervision", &both).await.unwrap();
    let mut at_once = ledger.known(&one, "u1").await;
    let mut later = ledger.known(&two, "u2").await;
    assert_eq!(at_once.0["state"], "discharged");
    for known in [&mut at_once, &mut later] {
        for own in ["id", "subject_id", "owed_by"] {
            known.0.as_object_mut().unwrap().remove(own);
        }
    }
    assert_eq!(at_once, later);
}

#[tokio::test]
async fn what_another_service_keeps_and_what_makes_no_sense_is_parked_without_its_content() {
    let ledger = Ledger::new().await;
    ledger.load(2026).await;
    let duty = new_duty();
    let story = story(&duty, "scjgj", false);
    ledger.hear("supervision", &story).await.unwrap();
    let before = ledger.known(&duty, "scjgj").await;
    let refused = ledger.hear("approval", &[discharged(&duty)]).await.unwrap_err();
    assert_eq!(refused.to_string(), format!("park: the duty {duty} is kept by another service"));

    for nonsense in [
        opened(&new_duty(), "县局", deadline("2026-10-08", 1)),
        opened(&new_duty(), "scjgj", None),
        opened("not an id", "scjgj", deadline("2026-10-08", 1)),
        Said::Redated(DutyRedated { duty_id: duty.clone(), ..DutyRedated::default() }),
        Said::Discharged(DutyDischarged { duty_id: duty.clone(), discharge_time: None }),
        Said::Withdrawn(DutyWithdrawn { duty_id: duty.clone(), ..DutyWithdrawn::default() }),
    ] {
        let Err(Rejected::Park(cause)) = ledger.hear("supervision", std::slice::from_ref(&nonsense)).await
        else {
            panic!("{nonsense:?} was not parked");
        };
        assert!(cause.starts_with("message ") && cause.ends_with(" cannot be read"), "{cause}");
    }
    assert_eq!(ledger.known(&duty, "scjgj").await, before);
}

#[tokio::test]
async fn an_announcement_that_tells_nobody_or_nothing_is_parked() {
    let ledger = Ledger::new().await;
    let at = instant("2026-10-08T09:00:00+08:00");
    let good = MeetingAnnounced {
        announcement_id: new_duty(),
        kind: AnnouncementKind::Invitation.into(),
        units: vec!["scjgj".to_owned()],
        subject_id: new_duty(),
        text: "专题联席会议".to_owned(),
        announce_time: Some(timestamp_to_proto(at)),
    };
    for bad in [
        MeetingAnnounced { announcement_id: String::new(), ..good.clone() },
        MeetingAnnounced { kind: 0, ..good.clone() },
        MeetingAnnounced { kind: 8, ..good.clone() },
        MeetingAnnounced { units: Vec::new(), ..good.clone() },
        MeetingAnnounced { units: vec!["县局".to_owned()], ..good.clone() },
        MeetingAnnounced { subject_id: "x".to_owned(), ..good.clone() },
        MeetingAnnounced { text: " ".to_owned(), ..good.clone() },
        MeetingAnnounced { text: "长".repeat(1001), ..good.clone() },
        MeetingAnnounced { announce_time: None, ..good.clone() },
    ] {
        let mut tx = database::begin(&ledger.app.system).await.unwrap();
        let id = MessageId::generate();
        let sender = "meeting".to_owned();
        let received = Received { id, sender, received_at: at, traceparent: None, event: bad.clone() };
        let Err(Rejected::Park(cause)) = ledger.app.handle(&mut tx, &[received]).await else {
            panic!("{bad:?} was not parked");
        };
        assert_eq!(cause, format!("message {id} cannot be read"));
    }
}

#[tokio::test]
async fn a_duty_that_fell_away_keeps_why_and_is_on_no_board() {
    let ledger = Ledger::new().await;
    let duty = new_duty();
    let withdrawn = Said::Withdrawn(DutyWithdrawn {
        duty_id: duty.clone(),
        withdraw_time: Some(timestamp_to_proto(instant("2026-10-08T10:00:00+08:00"))),
        reason: Withdrawal::Returned.into(),
    });
    ledger
        .hear("supervision", &[withdrawn, opened(&duty, "scjgj", deadline("2026-10-09", 1))])
        .await
        .unwrap();
    let (row, open, ..) = ledger.known(&duty, "scjgj").await;
    assert_eq!(
        (row["state"].as_str(), row["withdraw_reason"].as_str()),
        (Some("withdrawn"), Some("returned"))
    );
    assert_eq!(open, 0);
}

/// The end of a year: deep red cannot be said, and is once the next year is known.
#[tokio::test]
async fn a_lamp_that_could_not_be_said_is_said_once_the_calendar_reaches_far_enough() {
    let ledger = Ledger::new().await;
    ledger.load(2026).await;
    let duty = new_duty();
    ledger.hear("supervision", &[opened(&duty, "scjgj", deadline("2026-12-31", 1))]).await.unwrap();
    let [.., light_lamps, forget] = &sweeps::all(&ledger.app)[..] else { panic!("fewer sweeps") };
    let deep_red = async || ledger.known(&duty, "scjgj").await.0["deep_red_at"].clone();
    assert_eq!(light_lamps.pass().await.unwrap(), 0, "nothing has changed");
    assert_eq!(deep_red().await, Value::Null);

    ledger.load(2027).await;
    assert_eq!(light_lamps.pass().await.unwrap(), 1);
    assert_eq!(light_lamps.pass().await.unwrap(), 0, "once a change of the calendar");
    let expected = instant("2027-01-06T00:00:00+08:00");
    assert_eq!(deep_red().await.as_str().unwrap().parse::<Timestamp>().unwrap(), expected);

    let (_, open, ..) = ledger.known(&duty, "scjgj").await;
    assert_eq!(open, 1, "it is still counted once");
    let told = sqlx::query_scalar::<_, i64>("select count(*) from notification.change");
    assert_eq!(told.fetch_one(&ledger.superuser).await.unwrap(), 1, "a lamp is no news");
    assert_eq!(forget.pass().await.unwrap(), 1, "the count of its earlier lamp is empty");
}
