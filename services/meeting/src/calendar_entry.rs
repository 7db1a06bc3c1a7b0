//! A meeting as an entry of a calendar (日历邀请, RFC 5545, RFC 5546): what calendars of offices import.

use icalendar::{Calendar, Component, Event, EventLike, EventStatus};
use jiff::Timestamp;

use crate::model::{Meeting, MeetingState, Topic};

/// The entry. Its UID is the id of the meeting, so that a later one replaces it; SEQUENCE grows whenever it is moved or cancelled.
pub(crate) fn calendar_entry(meeting: &Meeting, topics: &[Topic]) -> String {
    let is_cancelled = matches!(meeting.state, MeetingState::Cancelled { .. });
    let agenda = meeting.topics.iter().filter_map(|id| topics.iter().find(|topic| topic.id == *id));
    let agenda: Vec<String> =
        agenda.enumerate().map(|(at, topic)| format!("{}. {}", at + 1, topic.title)).collect();
    let mut event = Event::new();
    event
        .uid(&meeting.id.to_string())
        .summary(&meeting.title)
        .location(&meeting.place)
        .description(&format!("议题：\n{}", agenda.join("\n")))
        .sequence(u32::try_from(meeting.reschedules).unwrap_or_default() + u32::from(is_cancelled))
        .status(if is_cancelled { EventStatus::Cancelled } else { EventStatus::Confirmed })
        .add_property("DTSTAMP", utc(meeting.state.step().at))
        .add_property("DTSTART", utc(meeting.start_at));
    let mut calendar = Calendar::new();
    calendar.append_property(("METHOD", if is_cancelled { "CANCEL" } else { "REQUEST" }));
    calendar.push(event);
    calendar.to_string()
}

/// Form 2 of DATE-TIME: UTC.
fn utc(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::tests;

    fn topic() -> Topic {
        Topic { title: "督办事项，含逗号,与分号;及反斜杠\\".to_owned(), ..tests::topic() }
    }

    fn meeting(topic: &Topic, state: MeetingState) -> Meeting {
        Meeting {
            title: "审管联动专题联席会议".to_owned(),
            start_at: "2026-10-14T15:00:00+08:00".parse().unwrap(),
            place: "县政府三楼会议室".to_owned(),
            topics: vec![topic.id],
            reschedules: 1,
            state,
            ..tests::meeting()
        }
    }

    /// The content lines, unfolded (RFC 5545 3.1).
    fn lines(ics: &str) -> Vec<String> {
        ics.replace("\r\n ", "").split("\r\n").map(ToOwned::to_owned).collect()
    }

    #[test]
    fn a_calendar_reads_when_where_and_what() {
        let topic = topic();
        let meeting = meeting(&topic, MeetingState::Planned { step: tests::step(0) });
        let ics = calendar_entry(&meeting, &[topic]);
        let lines = lines(&ics);
        for expected in [
            "METHOD:REQUEST",
            "DTSTART:20261014T070000Z",
            "DTSTAMP:20261012T010000Z",
            "SUMMARY:审管联动专题联席会议",
            "LOCATION:县政府三楼会议室",
            "SEQUENCE:1",
            "STATUS:CONFIRMED",
            r"DESCRIPTION:议题：\n1. 督办事项，含逗号\,与分号\;及反斜杠\\",
            &format!("UID:{}", meeting.id),
        ] {
            assert!(lines.iter().any(|line| line == expected), "{expected} in {ics}");
        }
        assert!(ics.split("\r\n").all(|line| line.len() <= 75), "folded: {ics}");
    }

    #[test]
    fn a_cancelled_meeting_leaves_the_calendar() {
        let topic = topic();
        let state = MeetingState::Cancelled { step: tests::step(0), reason: "另行通知".to_owned() };
        let lines = lines(&calendar_entry(&meeting(&topic, state), &[topic]));
        for expected in ["METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:2"] {
            assert!(lines.iter().any(|line| line == expected), "{expected}");
        }
    }
}
