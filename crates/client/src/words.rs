//! Instants, deadlines and facts in the words of officials; the values of enumerations have theirs in `proto::words`.

use jiff::{Timestamp, civil::Time};
use proto::{exchange::v1::LicenceDecision, timestamp_from_proto, r#type::v1::Deadline};

/// An instant on the county's clocks; empty for none.
pub fn instant(at: Option<&prost_types::Timestamp>) -> String {
    at.copied().and_then(timestamp_from_proto).map_or_else(String::new, written)
}

/// The end of a deadline. 24:00 of the last day, not 00:00 of the next.
pub fn due(deadline: Option<&Deadline>) -> String {
    let Some(deadline) = deadline else {
        return "不计时".to_owned();
    };
    let Some(due) = deadline.due_time.and_then(timestamp_from_proto) else {
        return "待定".to_owned();
    };
    let zoned = clock::in_county(due);
    match zoned.date().yesterday() {
        Ok(last) if zoned.time() == Time::midnight() => format!("{last} 24:00"),
        _ => written(due),
    }
}

/// What was promised, and by which days: 承诺期限, 容缺材料.
pub fn promise(content: &LicenceDecision) -> String {
    let Some(terms) = &content.commitment_terms else { return String::new() };
    let mut parts = vec![terms.document_name.clone()];
    if !terms.fulfilled_by.is_empty() {
        parts.push(format!("承诺期限 {}", terms.fulfilled_by));
    }
    for material in &terms.deferred_materials {
        parts.push(format!("{} {} 前补交", material.name, material.due_on));
    }
    parts.join("；")
}

/// A fact; empty where it is not so.
pub fn yes(fact: bool) -> String {
    if fact { "是" } else { "" }.to_owned()
}

/// What somebody said to a question; empty where nobody asked.
pub fn agreement(agreed: Option<bool>) -> String {
    agreed.map_or("", |agreed| if agreed { "同意" } else { "不同意" }).to_owned()
}

fn written(at: Timestamp) -> String {
    clock::in_county(at).strftime("%Y-%m-%d %H:%M:%S").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wire(text: &str) -> prost_types::Timestamp {
        proto::timestamp_to_proto(text.parse().unwrap())
    }

    #[test]
    fn people_read_the_county_clock() {
        assert_eq!(instant(Some(&wire("2026-10-13T01:02:03Z"))), "2026-10-13 09:02:03");
        assert_eq!(instant(None), "");
    }

    #[test]
    fn a_deadline_ends_at_24_00_of_its_last_day() {
        let deadline =
            Deadline { due_time: Some(wire("2026-10-14T16:00:00Z")), working_days: 1, ..Deadline::default() };
        assert_eq!(due(Some(&deadline)), "2026-10-14 24:00");
    }

    #[test]
    fn a_clock_without_a_date_is_not_the_same_as_no_clock() {
        assert_eq!(due(Some(&Deadline::default())), "待定");
        assert_eq!(due(None), "不计时");
    }
}
