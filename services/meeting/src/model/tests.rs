//! The machines of the joint meeting: what each state allows, and any order of acts.

use duty::{Deadline, Duty, clocks};
use ids::{DutyId, MeetingId, ResolutionId, SeatId, TopicId};
use jiff::{
    Timestamp, ToSpan,
    civil::{Date, date},
};
use proptest::prelude::*;
use proto::{
    meeting::v1::{Attendance, MinutesContent, MinutesNames},
    words::meeting::{self as words, MeetingKind, ResolutionKind, SeatRole, TopicKind},
};
use refusal::Refusal;
use workdays::Calendar;

use super::{
    MINUTES, Meeting, MeetingState, Minutes, MinutesState, Origin, Resolution, ResolutionState, Seat, Step,
    Summary, Topic, TopicState, new_duty,
};
use crate::rules::resolution_clock::deadline;

/// What is done with one of them.
type Transition<Of> = fn(&mut Of) -> Result<(), Refusal>;

/// The last day for comments.
const UNTIL: Date = date(2026, 10, 20);

fn at(minute: usize) -> Timestamp {
    let start: Timestamp = "2026-10-12T09:00:00+08:00".parse().unwrap();
    start + i64::try_from(minute).unwrap().minutes()
}

pub(crate) fn step(minute: usize) -> Step {
    Step { by: "xzspj-overseer".parse().unwrap(), at: at(minute) }
}

pub(crate) fn topic() -> Topic {
    Topic {
        id: TopicId::generate(),
        origin: Origin::Unit { unit: "scjgj".parse().unwrap(), official: "scjgj-liaison".parse().unwrap() },
        kind: TopicKind::Other,
        title: "议题".to_owned(),
        text: "说明".to_owned(),
        units: Vec::new(),
        collected_at: at(0),
        state: TopicState::Collected,
    }
}

/// Done by the end of the day.
fn due(on: Date) -> Deadline {
    deadline(at(0), on, 1, "纪要载明".to_owned(), &Calendar::bundled()).unwrap()
}

fn materials() -> Duty {
    Duty { id: DutyId::generate(), rule: &clocks::C13, deadline: due(date(2026, 10, 12)) }
}

pub(crate) fn meeting() -> Meeting {
    Meeting {
        id: MeetingId::generate(),
        kind: MeetingKind::Topical,
        title: "专题联席会议".to_owned(),
        start_at: at(1000),
        place: "会议室".to_owned(),
        convened_by: SeatId::generate(),
        presided_by: SeatId::generate(),
        delegation: None,
        units: Vec::new(),
        topics: vec![TopicId::generate()],
        reschedules: 0,
        state: MeetingState::Planned { step: step(0) },
    }
}

fn minutes() -> Minutes {
    Minutes {
        meeting: MeetingId::generate(),
        version: 1,
        content: MinutesContent::default(),
        attendance: Attendance::default(),
        names: MinutesNames::default(),
        superseded: false,
        drafted: step(0),
        state: MinutesState::Draft,
    }
}

fn convener() -> Seat {
    Seat {
        id: SeatId::generate(),
        unit: "xzspj".parse().unwrap(),
        role: SeatRole::Convener,
        post: "主要负责人".to_owned(),
        official: None,
        first_day: date(2020, 9, 21),
        last_day: None,
    }
}

fn resolution() -> Resolution {
    Resolution {
        id: ResolutionId::generate(),
        meeting: MeetingId::generate(),
        minutes: MINUTES.number(2026, 1),
        number: 1,
        kind: ResolutionKind::Agreed,
        topic: TopicId::generate(),
        text: "落实".to_owned(),
        lead_unit: "scjgj".parse().unwrap(),
        co_units: Vec::new(),
        issued_at: at(0),
        extensions: 0,
        duty: new_duty(due(date(2026, 10, 20))),
        state: ResolutionState::UnderWay { since: at(0) },
    }
}

#[test]
fn a_topic_is_summarised_submitted_and_consented_to_in_this_order_and_no_other() {
    use words::TopicState::{Approved, Collected, Concluded, Returned, Scheduled, Submitted, Summarised};
    let acts: [Transition<Topic>; 7] = [
        |topic| topic.summarise(step(1), "概要".to_owned()),
        |topic| topic.submit(step(1)),
        |topic| topic.approve(step(1)),
        |topic| topic.send_back(step(1), "补充".to_owned()),
        |topic| topic.schedule(step(1), MeetingId::generate()),
        |topic| topic.unschedule(step(1)),
        |topic| topic.conclude(step(1), MeetingId::generate()),
    ];
    let summary = || Summary { text: "概要".to_owned(), step: step(0) };
    let next = |state: &TopicState| {
        acts.map(|act| {
            let mut topic = Topic { state: state.clone(), ..topic() };
            act(&mut topic).ok().map(|()| topic.state.word())
        })
    };
    let meeting = MeetingId::generate();
    let table = [
        (TopicState::Collected, [Some(Summarised), None, None, None, None, None, None]),
        (
            TopicState::Summarised(summary()),
            [Some(Summarised), Some(Submitted), None, None, None, None, None],
        ),
        (TopicState::Submitted(summary()), [None, None, Some(Approved), Some(Returned), None, None, None]),
        (TopicState::Approved(summary()), [None, None, None, None, Some(Scheduled), None, None]),
        (
            TopicState::Returned(summary(), String::new()),
            [Some(Summarised), None, None, None, None, None, None],
        ),
        (
            TopicState::Scheduled(summary(), meeting),
            [None, None, None, None, None, Some(Approved), Some(Concluded)],
        ),
        (TopicState::Concluded(summary(), meeting), [None; 7]),
    ];
    for (state, expected) in table {
        assert_eq!(next(&state), expected, "{state:?}");
    }
    assert_eq!(topic().state.word(), Collected);
    let refusal = topic().approve(step(1)).unwrap_err();
    assert_eq!(refusal.reason, "TOPIC_STATE");
    assert!(refusal.zh_with_article().contains("联席会议制度三（二）"));
}

#[test]
fn a_meeting_is_prepared_then_held_and_changed_only_before() {
    let acts: [Transition<Meeting>; 9] = [
        |meeting| meeting.delegate(&convener(), step(1)),
        |meeting| meeting.invite(step(1), materials()).map(|_| ()),
        |meeting| meeting.state.must_be_invited_to().map(|_| ()),
        |meeting| meeting.reschedule(at(2000), None, || Ok(materials())).map(|_| ()),
        |meeting| meeting.cancel(step(1), "另行通知".to_owned()),
        |meeting| meeting.state.must_take_place(),
        |meeting| meeting.open(step(1), SeatId::generate(), None),
        |meeting| meeting.state.must_have_been_held(),
        |meeting| meeting.state.must_be_announced(),
    ];
    let allowed = |state: &MeetingState| {
        acts.map(|act| act(&mut Meeting { state: state.clone(), ..meeting() }).is_ok())
    };
    let planned = MeetingState::Planned { step: step(0) };
    let invited = MeetingState::Invited { step: step(0), materials: materials() };
    let held = MeetingState::Held { step: step(0), materials: materials(), late_agreed: None };
    let cancelled = MeetingState::Cancelled { step: step(0), reason: String::new() };
    assert_eq!(allowed(&planned), [true, true, false, true, true, false, false, false, false]);
    assert_eq!(allowed(&invited), [true, true, true, true, true, true, true, false, true]);
    assert_eq!(allowed(&held), [false, false, false, false, false, true, false, true, true]);
    assert_eq!(allowed(&cancelled), [false, false, false, false, false, false, false, false, true]);
    let refusal = Meeting { state: held, ..meeting() }.cancel(step(1), String::new()).unwrap_err();
    assert_eq!((refusal.reason, refusal.zh.as_str()), ("MEETING_STATE", "该会议已召开"));
}

#[test]
fn minutes_are_drafted_circulated_signed_and_issued_and_never_changed_after() {
    let acts: [Transition<Minutes>; 5] = [
        |minutes| minutes.must_not_be_issued(),
        |minutes| minutes.circulate(step(1), UNTIL),
        |minutes| minutes.must_circulate().map(|_| ()),
        |minutes| minutes.approve(step(1)),
        |minutes| minutes.issue(step(1), MINUTES.number(2026, 1)),
    ];
    let allowed = |state: &MinutesState| {
        acts.map(|act| act(&mut Minutes { state: state.clone(), ..minutes() }).is_ok())
    };
    let number = MINUTES.number(2026, 1);
    let issued = MinutesState::Issued { step: step(0), until: UNTIL, approved_by: step(0).by, number };
    assert_eq!(allowed(&MinutesState::Draft), [true, true, false, false, false]);
    assert_eq!(
        allowed(&MinutesState::Circulated { step: step(0), until: UNTIL }),
        [true, false, true, true, false]
    );
    assert_eq!(
        allowed(&MinutesState::Approved { step: step(0), until: UNTIL }),
        [true, false, false, false, true]
    );
    assert_eq!(allowed(&issued), [false; 5]);
    let refusal = Minutes { state: issued, ..minutes() }.must_not_be_issued().unwrap_err();
    assert_eq!((refusal.reason, refusal.article.unwrap().zh), ("MINUTES_STATE", "联席会议制度三（五）"));
}

#[test]
fn a_resolution_is_done_when_the_office_accepts_it() {
    let acts: [Transition<Resolution>; 6] = [
        |resolution| resolution.must_not_be_accepted(),
        |resolution| resolution.submit(at(1)).map(|_| ()),
        |resolution| resolution.accept(at(1)),
        |resolution| resolution.reopen(at(1), due(date(2026, 10, 21))),
        |resolution| resolution.extend(date(2026, 10, 21), due(date(2026, 10, 21))).map(|_| ()),
        |resolution| resolution.reassign("czj".parse().unwrap(), due(date(2026, 10, 21))),
    ];
    let allowed = |state| acts.map(|act| act(&mut Resolution { state, ..resolution() }).is_ok());
    let under_way = ResolutionState::UnderWay { since: at(0) };
    assert_eq!(allowed(under_way), [true, true, false, false, true, true]);
    assert_eq!(allowed(ResolutionState::Submitted { at: at(0) }), [true, false, true, true, false, false]);
    assert_eq!(allowed(ResolutionState::Accepted { at: at(0), submitted_at: at(0) }), [false; 6]);
}

proptest! {
    /// Nothing is on an agenda, or was discussed, without the consent; what has it keeps the words that it was submitted with.
    #[test]
    fn no_order_of_acts_discusses_a_topic_without_the_consent(acts in prop::collection::vec(0..7_usize, 0..40)) {
        let (mut topic, mut consented) = (topic(), None);
        for (minute, act) in acts.into_iter().enumerate() {
            let before = topic.clone();
            let done = match act {
                0 => topic.summarise(step(minute), format!("概要{minute}")),
                1 => topic.submit(step(minute)),
                2 => topic.approve(step(minute)),
                3 => topic.send_back(step(minute), "补充".to_owned()),
                4 => topic.schedule(step(minute), MeetingId::generate()),
                5 => topic.unschedule(step(minute)),
                _ => topic.conclude(step(minute), MeetingId::generate()),
            };
            if done.is_err() {
                prop_assert_eq!(&topic, &before, "a refusal changes nothing");
            }
            let summary = topic.state.summary().map(|summary| summary.text.clone());
            if matches!(topic.state, TopicState::Approved(_)) && consented.is_none() {
                consented.clone_from(&summary);
            }
            let discussed = matches!(topic.state, TopicState::Scheduled(..) | TopicState::Concluded(..));
            prop_assert!(!discussed || consented.is_some());
            prop_assert!(consented.is_none() || summary == consented);
            prop_assert_eq!(topic.state.meeting().is_some(), discussed);
        }
    }

    /// A meeting that was held or cancelled stays so; it was held by invitation only.
    #[test]
    fn no_order_of_acts_holds_a_meeting_without_an_invitation_or_changes_one_after(
        acts in prop::collection::vec(0..5_usize, 0..40),
    ) {
        let (mut meeting, mut invited, mut moved) = (meeting(), false, 0);
        for (minute, act) in acts.into_iter().enumerate() {
            let before = meeting.clone();
            let over = matches!(meeting.state, MeetingState::Held { .. } | MeetingState::Cancelled { .. });
            let done = match act {
                0 => meeting.invite(step(minute), materials()).map(|first| invited |= first),
                1 => meeting.reschedule(at(2000 + minute), None, || Ok(materials())).map(|_| moved += 1),
                2 => meeting.cancel(step(minute), "另行通知".to_owned()),
                3 => meeting.open(step(minute), SeatId::generate(), None),
                _ => meeting.delegate(&convener(), step(minute)),
            };
            if done.is_err() {
                prop_assert_eq!(&meeting, &before, "a refusal changes nothing");
            }
            prop_assert!(!over || done.is_err(), "what is over stays");
            let held = matches!(meeting.state, MeetingState::Held { .. });
            prop_assert!(!held || invited);
            prop_assert_eq!(meeting.reschedules, moved);
        }
    }

    /// Minutes are issued as they were signed, and signed as they circulated; nothing changes them after.
    #[test]
    fn no_order_of_acts_issues_minutes_that_nobody_signed(acts in prop::collection::vec(0..3_usize, 0..12)) {
        let mut minutes = minutes();
        let mut path = Vec::new();
        for (minute, act) in acts.into_iter().enumerate() {
            let before = minutes.clone();
            let done = match act {
                0 => minutes.circulate(step(minute), UNTIL),
                1 => minutes.approve(step(minute)),
                _ => minutes.issue(step(minute), MINUTES.number(2026, 1)),
            };
            if done.is_ok() {
                path.push(act);
            } else {
                prop_assert_eq!(&minutes, &before, "a refusal changes nothing");
            }
        }
        prop_assert!([0, 1, 2].starts_with(&path), "{:?}", path);
    }

    /// It counts when it was submitted: neither the office's pace nor a later day makes or mends a lateness; accepted stays accepted.
    #[test]
    fn no_pace_of_the_office_makes_a_resolution_late_that_was_submitted_in_time(
        acts in prop::collection::vec((0..3_usize, 1..5_usize), 0..20),
    ) {
        const DAY: usize = 24 * 60;
        let (mut resolution, mut today) = (resolution(), 0);
        let (mut own_days, mut was_late) = (0, false);
        for (act, days) in acts {
            let before = resolution.clone();
            today += days;
            // Days count against the unit while it has the matter in hand.
            if matches!(before.state, ResolutionState::UnderWay { .. }) {
                own_days += days;
                was_late = was_late || own_days > 8;
            }
            let now = at(today * DAY);
            let done = match act {
                0 => resolution.submit(now).map(|_| ()),
                1 => resolution.accept(now),
                _ => {
                    let again = due(resolution.due_after(now));
                    resolution.reopen(now, again)
                }
            };
            if done.is_err() {
                prop_assert_eq!(&resolution, &before, "a refusal changes nothing");
            }
            if let ResolutionState::Accepted { .. } = before.state {
                prop_assert_eq!(&resolution, &before);
            }
            prop_assert_eq!(resolution.is_late(now), was_late, "{:?} after {} days of its own", resolution, own_days);
        }
    }
}
