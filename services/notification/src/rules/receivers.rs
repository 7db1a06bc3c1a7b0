//! Art. 20 to 23 — Who receives a notice (提醒接收): each receiver once. A rung is told with all those below it, so that whoever listens on
//! several hears on the lowest, where everything is said.

use std::collections::BTreeSet;

use ids::{ItemCode, UnitCode};
use proto::words::notification::{Lamp, Level, ReminderStep, UnsentReason};

use super::lamp::told_by;

/// What a receiver wants to hear of. An empty list: everything.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(crate) struct Filter {
    pub(crate) levels: Vec<Level>,
    pub(crate) kinds: Vec<String>,
    pub(crate) items: Vec<ItemCode>,
    pub(crate) lamps: Vec<Lamp>,
    pub(crate) units: Vec<UnitCode>,
}

/// A receiver of messages, by what decides what it hears.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Receiver<'a> {
    pub(crate) unit: &'a UnitCode,
    /// Of the office (督办): hears what is told to it of every unit.
    pub(crate) overseer: bool,
    /// The rungs of the official whose own it is; none: it is the unit's.
    pub(crate) stands_on: Option<BTreeSet<Level>>,
    pub(crate) filter: &'a Filter,
}

/// Who is told of what is said to a unit as a whole: a supervision letter (督办函), an announcement of the joint meeting (联席会议通知).
const FOR_THE_UNIT: [Level; 2] = [Level::Liaison, Level::Leader];

/// What a notice says of one duty.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct About {
    pub(crate) kind: String,
    pub(crate) item: String,
    pub(crate) step: ReminderStep,
}

/// Whether a unit's leader may silence a rung (静默): what is late is told to the leader all the same.
pub(crate) fn may_be_silenced(level: Level) -> bool {
    level < Level::Leader
}

impl Receiver<'_> {
    /// The rung on which the receiver hears of duties that `unit` owes. While the unit is silenced (静默) its leader's own receivers hear
    /// everything instead, and whoever hears on a rung below only what reaches the leader.
    pub(crate) fn rung(&self, unit: &UnitCode, silenced: bool) -> Option<Level> {
        if !self.filter.includes_unit(unit) {
            return None;
        }
        let heard: Vec<Level> = Level::ALL
            .into_iter()
            .filter(|level| self.is_told(unit, *level))
            .filter(|level| self.filter.includes_level(*level))
            .filter(|level| self.stands_on(*level))
            .collect();
        let lowest = *heard.first()?;
        // Whoever leads a unit may work in it as well.
        let is_leaders =
            lowest == Level::Leader || self.stands_on.is_some() && heard.contains(&Level::Leader);
        match (silenced, is_leaders) {
            (false, _) => Some(lowest),
            (true, true) => Some(Level::Handlers),
            (true, false) => heard.into_iter().find(|level| !may_be_silenced(*level)),
        }
    }

    /// Why the receiver does not hear on a rung of a duty that `unit` owes; none: it does.
    pub(crate) fn why_unsent(
        &self,
        unit: &UnitCode,
        level: Level,
        about: &About,
        silenced: bool,
    ) -> Option<UnsentReason> {
        if !self.is_told(unit, level) {
            return Some(UnsentReason::NoSubscription);
        }
        if !self.filter.includes_unit(unit) || !self.filter.includes(about) {
            return Some(UnsentReason::NotChosen);
        }
        let rung = self.rung(unit, silenced);
        let is_told_below = rung.is_some_and(|rung| rung < level);
        if rung == Some(level) {
            None
        } else if silenced && is_told_below {
            Some(UnsentReason::ToldBelow)
        } else if !self.filter.includes_level(level) {
            Some(UnsentReason::NotChosen)
        } else if !self.stands_on(level) {
            Some(UnsentReason::NobodyOnRung)
        } else if is_told_below {
            Some(UnsentReason::ToldBelow)
        } else {
            Some(UnsentReason::Silenced)
        }
    }

    /// Whether a rung of a unit is one of the receiver's own unit, or of its office (督办).
    fn is_told(&self, unit: &UnitCode, level: Level) -> bool {
        if level == Level::Overseer { self.overseer } else { self.unit == unit }
    }

    fn stands_on(&self, level: Level) -> bool {
        self.stands_on.as_ref().is_none_or(|rungs| rungs.contains(&level))
    }

    /// Whether the receiver is told of supervision letters to `unit`: its liaison and leader are, silenced or not.
    pub(crate) fn receives_letters(&self, unit: &UnitCode) -> bool {
        self.speaks_for(unit) && self.filter.includes_kind("L1")
    }

    /// Whether the receiver is told what the joint meeting announces to `unit` (联席会议通知): its liaison and leader are, silenced or
    /// not, unless they want to hear of some kinds of duties only. An announcement is none.
    pub(crate) fn receives_announcements(&self, unit: &UnitCode) -> bool {
        self.speaks_for(unit) && self.filter.kinds.is_empty()
    }

    fn speaks_for(&self, unit: &UnitCode) -> bool {
        self.unit == unit
            && self.filter.includes_unit(unit)
            && FOR_THE_UNIT.iter().any(|level| self.filter.includes_level(*level))
            && FOR_THE_UNIT.iter().any(|level| self.stands_on(*level))
    }
}

/// The one reason to give where several receivers do not hear: that of the receiver who was closest to hearing.
pub(crate) fn closest(reasons: impl IntoIterator<Item = UnsentReason>) -> UnsentReason {
    let closeness = |reason: &UnsentReason| match reason {
        UnsentReason::NobodyOnRung => 1,
        UnsentReason::NotChosen => 2,
        UnsentReason::Silenced => 3,
        UnsentReason::ToldBelow => 4,
        _ => 0,
    };
    reasons.into_iter().max_by_key(closeness).unwrap_or(UnsentReason::NoSubscription)
}

impl Filter {
    /// Whether it wants to hear of duties of a kind.
    pub(crate) fn includes_kind(&self, kind: &str) -> bool {
        self.kinds.is_empty() || self.kinds.iter().any(|wanted| wanted == kind)
    }

    fn includes_level(&self, level: Level) -> bool {
        self.levels.is_empty() || self.levels.contains(&level)
    }

    fn includes_unit(&self, unit: &UnitCode) -> bool {
        self.units.is_empty() || self.units.contains(unit)
    }

    /// Whether it wants to hear of such a duty.
    pub(crate) fn includes(&self, about: &About) -> bool {
        self.includes_kind(&about.kind)
            && (self.items.is_empty() || self.items.iter().any(|item| item.as_str() == about.item))
            && (self.lamps.is_empty() || self.lamps.contains(&told_by(about.step)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(code: &str) -> UnitCode {
        code.parse().unwrap()
    }

    fn rung(receiver: &Receiver<'_>, of: &str) -> Option<Level> {
        receiver.rung(&unit(of), false)
    }

    #[test]
    fn whoever_listens_on_several_rungs_hears_on_the_lowest() {
        let own = unit("scjgj");
        let all = Filter::default();
        let mut receiver = Receiver { unit: &own, overseer: false, stands_on: None, filter: &all };
        assert_eq!(rung(&receiver, "scjgj"), Some(Level::Handlers));
        assert_eq!(rung(&receiver, "zjj"), None, "nothing of others");
        let above = Filter { levels: vec![Level::Leader, Level::Liaison], ..Filter::default() };
        receiver.filter = &above;
        assert_eq!(rung(&receiver, "scjgj"), Some(Level::Liaison));
    }

    #[test]
    fn an_officials_own_receiver_hears_on_the_rungs_of_the_official() {
        let own = unit("scjgj");
        let all = Filter::default();
        let stands_on = Some(BTreeSet::from([Level::Leader]));
        let receiver = Receiver { unit: &own, overseer: false, stands_on, filter: &all };
        assert_eq!(rung(&receiver, "scjgj"), Some(Level::Leader));
        let away = Receiver { stands_on: Some(BTreeSet::new()), ..receiver };
        assert_eq!(rung(&away, "scjgj"), None);
    }

    #[test]
    fn the_office_hears_what_is_told_to_it_of_every_unit_that_it_wants() {
        let own = unit("xzspj");
        let all = Filter::default();
        let some = Filter { units: vec![unit("zjj")], ..Filter::default() };
        let receiver = Receiver { unit: &own, overseer: true, stands_on: None, filter: &all };
        assert_eq!(rung(&receiver, "zjj"), Some(Level::Overseer));
        assert_eq!(rung(&receiver, "xzspj"), Some(Level::Handlers), "of its own from the first rung on");
        let receiver = Receiver { filter: &some, ..receiver };
        assert_eq!(rung(&receiver, "scjgj"), None);
        assert_eq!(rung(&receiver, "zjj"), Some(Level::Overseer));
    }

    #[test]
    fn a_silence_ends_below_the_leader() {
        let own = unit("scjgj");
        let all = Filter::default();
        let receiver = Receiver { unit: &own, overseer: false, stands_on: None, filter: &all };
        assert_eq!(receiver.rung(&own, true), Some(Level::Leader));
        let leader = Receiver { stands_on: Some(BTreeSet::from([Level::Leader])), ..receiver.clone() };
        assert_eq!(leader.rung(&own, true), Some(Level::Handlers), "the leader hears everything instead");
        let both = Some(BTreeSet::from([Level::Handlers, Level::Leader]));
        let leader = Receiver { stands_on: both, ..receiver.clone() };
        assert_eq!(leader.rung(&own, true), Some(Level::Handlers), "who leads and works hears no less");
        let handlers = Filter { levels: vec![Level::Handlers], ..Filter::default() };
        let receiver = Receiver { filter: &handlers, ..receiver };
        assert_eq!(receiver.rung(&own, true), None);
    }

    #[test]
    fn letters_are_for_the_liaison_and_the_leader() {
        let own = unit("scjgj");
        let all = Filter::default();
        let receiver = Receiver { unit: &own, overseer: false, stands_on: None, filter: &all };
        assert!(receiver.receives_letters(&own) && !receiver.receives_letters(&unit("zjj")));
        let handlers = Filter { levels: vec![Level::Handlers], ..Filter::default() };
        assert!(!Receiver { filter: &handlers, ..receiver.clone() }.receives_letters(&own));
        let stands_on = |level| Some(BTreeSet::from([level]));
        assert!(Receiver { stands_on: stands_on(Level::Liaison), ..receiver.clone() }.receives_letters(&own));
        assert!(!Receiver { stands_on: stands_on(Level::Handlers), ..receiver }.receives_letters(&own));
    }

    #[test]
    fn announcements_are_for_the_liaison_and_the_leader_unless_they_want_some_kinds_of_duties_only() {
        let own = unit("scjgj");
        let all = Filter::default();
        let receiver = Receiver { unit: &own, overseer: true, stands_on: None, filter: &all };
        let hears = |filter: &Filter| Receiver { filter, ..receiver.clone() }.receives_announcements(&own);
        assert!(hears(&all) && !receiver.receives_announcements(&unit("zjj")));
        assert!(hears(&Filter { levels: vec![Level::Leader], ..Filter::default() }));
        assert!(!hears(&Filter { levels: vec![Level::Handlers], ..Filter::default() }));
        assert!(!hears(&Filter { kinds: vec!["C2".to_owned(), "L1".to_owned()], ..Filter::default() }));
        assert!(hears(&Filter { lamps: vec![Lamp::Red], ..Filter::default() }), "of duties only");
        let stands_on = |level| Some(BTreeSet::from([level]));
        let official = Receiver { stands_on: stands_on(Level::Leader), ..receiver.clone() };
        assert!(official.receives_announcements(&own));
        assert!(!Receiver { stands_on: stands_on(Level::Handlers), ..receiver }.receives_announcements(&own));
    }

    #[test]
    fn kinds_items_and_lamps_restrict_each_other() {
        let about = About { kind: "C2".to_owned(), item: "XK1".to_owned(), step: ReminderStep::Overdue };
        assert!(Filter::default().includes(&about));
        let red = Filter { kinds: vec!["C2".to_owned()], lamps: vec![Lamp::Red], ..Filter::default() };
        assert!(red.includes(&about));
        assert!(!red.includes(&About { step: ReminderStep::DueToday, ..about.clone() }));
        let other = Filter { items: vec!["XK2".parse().unwrap()], ..red };
        assert!(!other.includes(&about));
    }

    /// Why a receiver of scjgj does not hear what is said of an overdue claim.
    fn why_unsent(receiver: &Receiver<'_>, of: &str, level: Level, silenced: bool) -> Option<UnsentReason> {
        let about = About { kind: "C2".to_owned(), item: "XK1".to_owned(), step: ReminderStep::Overdue };
        let reason = receiver.why_unsent(&unit(of), level, &about, silenced);
        let hears = receiver.rung(&unit(of), silenced) == Some(level) && receiver.filter.includes(&about);
        assert_eq!(reason.is_none(), hears);
        reason
    }

    #[test]
    fn whoever_does_not_hear_is_told_why() {
        let own = unit("scjgj");
        let all = Filter::default();
        let receiver = Receiver { unit: &own, overseer: false, stands_on: None, filter: &all };
        let why = |level, silenced| why_unsent(&receiver, "scjgj", level, silenced);
        assert_eq!(why(Level::Handlers, false), None);
        assert_eq!(why(Level::Liaison, false), Some(UnsentReason::ToldBelow));
        assert_eq!(why(Level::Overseer, false), Some(UnsentReason::NoSubscription));
        assert_eq!(why(Level::Handlers, true), Some(UnsentReason::Silenced));
        assert_eq!(why(Level::Leader, true), None, "what is late reaches the leader");
        assert_eq!(why_unsent(&receiver, "zjj", Level::Handlers, false), Some(UnsentReason::NoSubscription));

        let leaders = Receiver { stands_on: Some(BTreeSet::from([Level::Leader])), ..receiver.clone() };
        let why = |level, silenced| why_unsent(&leaders, "scjgj", level, silenced);
        assert_eq!(why(Level::Liaison, false), Some(UnsentReason::NobodyOnRung));
        assert_eq!(
            (why(Level::Handlers, true), why(Level::Liaison, true)),
            (None, Some(UnsentReason::ToldBelow))
        );

        let filters = [
            Filter { levels: vec![Level::Handlers], ..Filter::default() },
            Filter { lamps: vec![Lamp::Green], ..Filter::default() },
            Filter { kinds: vec!["C1".to_owned()], ..Filter::default() },
            Filter { units: vec![unit("zjj")], ..Filter::default() },
        ];
        for filter in &filters {
            let receiver = Receiver { filter, ..receiver.clone() };
            let why = why_unsent(&receiver, "scjgj", Level::Liaison, false);
            assert_eq!(why, Some(UnsentReason::NotChosen), "{filter:?}");
        }
    }

    #[test]
    fn of_several_reasons_the_one_closest_to_hearing_is_given() {
        assert_eq!(closest([]), UnsentReason::NoSubscription);
        let several = [UnsentReason::NotChosen, UnsentReason::ToldBelow, UnsentReason::Silenced];
        assert_eq!(closest(several), UnsentReason::ToldBelow);
        assert_eq!(
            closest([UnsentReason::NoSubscription, UnsentReason::NobodyOnRung]),
            UnsentReason::NobodyOnRung
        );
    }
}
