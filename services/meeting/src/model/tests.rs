//! The machines of the joint meeting, in any order of acts.

use duty::{Deadline, Duty, clocks};
use ids::{DutyId, MeetingId, ResolutionId, SeatId, TopicId};
use jiff::{
    Timestamp, ToSpan,
    civil::{Date, date},
};
use proptest::prelude::*;
use proto::meeting::v1::{Attendance, MinutesContent, MinutesNames};
use workdays::Calendar;

use super::{
    Meeting, MeetingState, Minutes, MinutesNumber, MinutesState, Origin, Resolution, ResolutionState, Seat,
    Step, Topic, TopicKind, TopicState, new_duty,
};
use crate::rules::{
    chair::MeetingKind, entrusted::ResolutionKind, resolution_clock::deadline, succession::SeatRole,
    topic_approval::Stage,
};

fn at(minute: usize) -> Timestamp {
    let start: Timestamp = "2026-10-12T09:00:00+08:00".parse().unwrap();
    start + i64::try_from(minute).unwrap().minutes()
}

fn step(minute: usize) -> Step {
    Step { by: "xzspj-overseer".parse().unwrap(), at: at(minute) }
}

fn topic() -> Topic {
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

fn meeting() -> Meeting {
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
        minutes: MinutesNumber { year: 2026, sequence: 1 },
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

proptest! {
    /// Nothing is on an agenda, or was discussed, without the consent; what has it keeps the words that it was submitted with.
    #[test]
    fn no_order_of_acts_discusses_a_topic_without_the_consent(acts in prop::collection::vec(0..7_usize, 0..40)) {
        let (mut topic, mut consented) = (topic(), None);
        for (minute, act) in acts.into_iter().enumerate() {
            let before = topic.clone();
            let done = match act {
                0 => topic.summarise(format!("概要{minute}"), step(minute)),
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
            let stage = topic.state.stage();
            if stage == Stage::Approved && consented.is_none() {
                consented = topic.state.summary().map(ToOwned::to_owned);
            }
            let discussed = matches!(stage, Stage::Scheduled | Stage::Concluded);
            prop_assert!(!discussed || consented.is_some());
            if let Some(words) = &consented {
                prop_assert_eq!(topic.state.summary(), Some(words.as_str()));
            }
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
                _ => meeting.delegate(&convener(), "zfb-leader".parse().unwrap(), at(minute)),
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
        let mut minutes = Minutes {
            meeting: MeetingId::generate(),
            version: 1,
            content: MinutesContent::default(),
            attendance: Attendance::default(),
            names: MinutesNames::default(),
            superseded: false,
            drafted: step(0),
            state: MinutesState::Draft,
        };
        let mut path = Vec::new();
        for (minute, act) in acts.into_iter().enumerate() {
            let before = minutes.clone();
            let done = match act {
                0 => minutes.circulate(step(minute), date(2026, 10, 20)),
                1 => minutes.approve(step(minute)),
                _ => minutes.issue(step(minute), MinutesNumber { year: 2026, sequence: 1 }),
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
