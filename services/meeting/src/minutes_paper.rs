//! GB/T 9704—2012 10.3 (纪要格式): under their heading minutes say where and when, what was discussed and agreed, and who was there.

use ids::UnitCode;
use jiff::{Timestamp, civil::Date};
use numbers::PaperNumber;
use paper::{Fact, Imprint, Item, List, Paper, Part, numeral};
use proto::{
    meeting::v1::{Attendee, MinutesContent, ResolutionDraft, RulingDraft},
    words::meeting::{ResolutionKind, RulingKind},
};

use crate::{
    model::{Meeting, Minutes, MinutesState, Seat},
    rules::ruling,
};

/// What minutes are printed from.
pub(crate) struct Shown<'a> {
    pub(crate) minutes: &'a Minutes,
    pub(crate) meeting: &'a Meeting,
    /// The seat that convened it.
    pub(crate) convened: Option<&'a Seat>,
    /// The seat that presided over it.
    pub(crate) presided: Option<&'a Seat>,
    /// The unit that is the office, and what it is called today.
    pub(crate) office: Option<(&'a UnitCode, String)>,
}

/// What a version is before it is issued.
fn mark(minutes: &Minutes) -> String {
    let state = match minutes.state {
        MinutesState::Draft => "草稿",
        MinutesState::Circulated { .. } => "征求意见稿",
        MinutesState::Approved { .. } => "已签发，待印发",
        MinutesState::Issued { .. } => return String::new(),
    };
    format!("第{}版　{state}", minutes.version)
}

impl Shown<'_> {
    /// The paper, under this heading (纪要标志).
    pub(crate) fn paper(&self, heading: &str) -> Paper {
        let minutes = self.minutes;
        let number = minutes.state.number();
        let day = clock::civil_date(minutes.step().at);
        let office = self.office.as_ref().map(|(unit, today)| {
            let then = minutes.names.units.get(unit.as_str());
            format!("（{}）", then.unwrap_or(today))
        });
        Paper {
            heading: heading.to_owned(),
            number: number.map(PaperNumber::without_word).unwrap_or_default(),
            mark: mark(minutes),
            office: format!("联席会议办公室{}", office.unwrap_or_default()),
            date: in_words(day),
            title: self.meeting.title.clone(),
            facts: self.facts(),
            body: self.body(),
            lists: self.lists(),
            imprint: number.map(|_| Imprint {
                office: "联席会议办公室".to_owned(),
                date: format!("{}印发", in_words(day)),
            }),
        }
    }

    fn facts(&self) -> Vec<Fact> {
        let meeting = self.meeting;
        let delegated = if meeting.delegation.is_some() { "（受总召集人委托）" } else { "" };
        let seat =
            |seat: Option<&Seat>| seat.map(|seat| with_post(self.unit(seat.unit.as_str()), &seat.post));
        let presided = seat(self.presided).map(|seat| format!("{seat}{delegated}"));
        let facts = [
            ("时间", Some(time(meeting.start_at))),
            ("地点", Some(meeting.place.clone())),
            ("召集", seat(self.convened)),
            ("主持", presided),
        ];
        facts
            .into_iter()
            .filter_map(|(label, text)| Some(Fact { label: label.to_owned(), text: text? }))
            .collect()
    }

    /// The opening; each topic under its heading; then what was agreed, entrusted and ruled.
    fn body(&self) -> Vec<Part> {
        let content = &self.minutes.content;
        let mut body = vec![Part::Paragraph(content.opening.clone())];
        let mut headings = 0;
        let mut heading = |text: &str| {
            headings += 1;
            Part::Heading(format!("{}、{text}", numeral(headings)))
        };
        for matter in &content.matters {
            body.push(heading(self.title(&matter.topic_id)));
            body.push(Part::Paragraph(matter.text.clone()));
        }
        let of = |kind| resolutions(content, kind);
        let sections = [
            ("议定事项", self.agreed(of(ResolutionKind::Agreed))),
            ("交办事项", self.agreed(of(ResolutionKind::Entrusted))),
            ("处理意见", self.ruled(&content.rulings)),
        ];
        for (name, items) in sections.into_iter().filter(|(_, items)| !items.is_empty()) {
            body.push(heading(name));
            body.extend(items);
        }
        body
    }

    fn agreed<'a>(&self, drafts: impl Iterator<Item = &'a ResolutionDraft>) -> Vec<Part> {
        let item = |(at, draft): (usize, &ResolutionDraft)| {
            let helped = draft.co_units.iter().map(|unit| self.unit(unit)).collect::<Vec<_>>().join("、");
            let helped = if helped.is_empty() { helped } else { format!("配合单位：{helped}；") };
            let due = draft.due_on.parse().map_or_else(|_| draft.due_on.clone(), in_words);
            Part::Item(Item {
                text: numbered(at, &draft.text),
                note: format!("牵头单位：{}；{helped}完成时限：{due}。", self.unit(&draft.lead_unit)),
            })
        };
        drafts.enumerate().map(item).collect()
    }

    fn ruled(&self, rulings: &[RulingDraft]) -> Vec<Part> {
        let item = |(at, ruling): (usize, &RulingDraft)| {
            let kind = ruling.kind().word().unwrap_or(RulingKind::Advice);
            let to = match kind {
                RulingKind::TemporaryAssignment => format!("临时指派：{}。", self.unit(&ruling.unit)),
                RulingKind::Advice => String::new(),
            };
            let text = format!("{}：{}", self.title(&ruling.topic_id), ruling.text);
            Part::Item(Item { text: numbered(at, &text), note: format!("{to}{}", ruling::note(kind)) })
        };
        rulings.iter().enumerate().map(item).collect()
    }

    fn lists(&self) -> Vec<List> {
        let attendance = &self.minutes.attendance;
        let list = |(label, attendees): (&'static str, &Vec<Attendee>)| {
            let entries = attendees.iter().map(|attendee| self.attendee(attendee)).collect();
            List { label: label.to_owned(), entries }
        };
        let lists = [
            ("出席", &attendance.attended),
            ("请假", &attendance.on_leave),
            ("缺席", &attendance.absent),
            ("列席", &attendance.sat_in),
        ];
        lists.into_iter().map(list).collect()
    }

    fn attendee(&self, attendee: &Attendee) -> String {
        match attendee.unit.as_str() {
            "" => with_post(attendee.organisation.clone(), &attendee.post),
            unit => with_post(self.unit(unit), &attendee.post),
        }
    }

    /// What a unit was called when the version was drafted.
    fn unit(&self, code: &str) -> String {
        self.minutes.names.units.get(code).map_or(code, String::as_str).to_owned()
    }

    /// The title that a topic had then.
    fn title<'a>(&'a self, topic: &'a str) -> &'a str {
        self.minutes.names.topics.get(topic).map_or(topic, String::as_str)
    }
}

fn resolutions(content: &MinutesContent, kind: ResolutionKind) -> impl Iterator<Item = &ResolutionDraft> {
    content.resolutions.iter().filter(move |draft| draft.kind().word() == Some(kind))
}

fn with_post(who: String, post: &str) -> String {
    if post.is_empty() { who } else { format!("{who}（{post}）") }
}

/// （一）….
fn numbered(at: usize, text: &str) -> String {
    format!("（{}）{text}", numeral(at + 1))
}

/// 2026年10月16日 (GB/T 9704—2012 7.3.5.4: Arabic digits, no leading zeros).
fn in_words(day: Date) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

fn time(at: Timestamp) -> String {
    let at = clock::in_county(at);
    format!("{}{}", in_words(at.date()), at.strftime("%H:%M"))
}
