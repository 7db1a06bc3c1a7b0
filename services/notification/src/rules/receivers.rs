//! Art. 20 to 23 — Who receives a notice (提醒接收): each receiver once. A rung is told with all those below it, so that whoever listens on
//! several hears on the lowest, where everything is said.

use std::collections::BTreeSet;

use ids::{ItemCode, UnitCode};

use super::{
    lamp::Lamp,
    reminder_plan::{Level, StepName},
};

/// What a receiver wants to hear of. An empty list: everything.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(crate) struct Wanted {
    pub(crate) levels: Vec<Level>,
    pub(crate) kinds: Vec<String>,
    pub(crate) items: Vec<ItemCode>,
    pub(crate) lamps: Vec<Lamp>,
    pub(crate) units: Vec<UnitCode>,
}

/// A receiver.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Receiver<'a> {
    pub(crate) unit: &'a UnitCode,
    /// Of the office (督办): hears what is told to it of every unit.
    pub(crate) overseer: bool,
    /// The rungs of the official whose own it is; none: it is the unit's.
    pub(crate) stands_on: Option<BTreeSet<Level>>,
    pub(crate) wanted: &'a Wanted,
}

/// Who is told of what is said to a unit as a whole: a supervision letter (督办函), an announcement of the joint meeting (联席会议通知).
const FOR_THE_UNIT: [Level; 2] = [Level::Liaison, Level::Leader];

/// What a notice says of one duty.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct About {
    pub(crate) kind: String,
    pub(crate) item: String,
    pub(crate) step: StepName,
}

impl Receiver<'_> {
    /// The rung on which the receiver hears of duties that `unit` owes. While the unit is silenced (静默) its leader's own receivers hear
    /// everything instead, and whoever hears on a rung below only what reaches the leader.
    pub(crate) fn rung(&self, unit: &UnitCode, silenced: bool) -> Option<Level> {
        let wanted = &self.wanted;
        if !wanted.units.is_empty() && !wanted.units.contains(unit) {
            return None;
        }
        let stands_on = |level: &Level| self.stands_on.as_ref().is_none_or(|rungs| rungs.contains(level));
        let heard: Vec<Level> = Level::ALL
            .into_iter()
            .filter(|level| if *level == Level::Overseer { self.overseer } else { self.unit == unit })
            .filter(|level| wanted.levels.is_empty() || wanted.levels.contains(level))
            .filter(stands_on)
            .collect();
        let lowest = *heard.first()?;
        // Whoever leads a unit may work in it as well.
        let is_leaders =
            lowest == Level::Leader || self.stands_on.is_some() && heard.contains(&Level::Leader);
        match (silenced, is_leaders) {
            (false, _) => Some(lowest),
            (true, true) => Some(Level::Handlers),
            (true, false) => heard.into_iter().find(|level| !level.may_be_silenced()),
        }
    }

    /// Whether the receiver is told of supervision letters to `unit`: its liaison and leader are, silenced or not.
    pub(crate) fn receives_letters(&self, unit: &UnitCode) -> bool {
        self.speaks_for(unit) && self.wanted.includes_kind("L1")
    }

    /// Whether the receiver is told what the joint meeting announces to `unit` (联席会议通知): its liaison and leader are, silenced or
    /// not, unless they want to hear of some kinds of duties only. An announcement is none.
    pub(crate) fn receives_announcements(&self, unit: &UnitCode) -> bool {
        self.speaks_for(unit) && self.wanted.kinds.is_empty()
    }

    fn speaks_for(&self, unit: &UnitCode) -> bool {
        let Wanted { levels, units, .. } = &self.wanted;
        let listens = FOR_THE_UNIT.iter().any(|level| levels.contains(level));
        let stands = |rungs: &BTreeSet<Level>| FOR_THE_UNIT.iter().any(|level| rungs.contains(level));
        self.unit == unit
            && (units.is_empty() || units.contains(unit))
            && (levels.is_empty() || listens)
            && self.stands_on.as_ref().is_none_or(stands)
    }
}

impl Wanted {
    /// Whether it wants to hear of duties of a kind.
    pub(crate) fn includes_kind(&self, kind: &str) -> bool {
        self.kinds.is_empty() || self.kinds.iter().any(|wanted| wanted == kind)
    }

    /// Whether it wants to hear of such a duty.
    pub(crate) fn includes(&self, about: &About) -> bool {
        let lamps = &self.lamps;
        self.includes_kind(&about.kind)
            && (self.items.is_empty() || self.items.iter().any(|item| item.as_str() == about.item))
            && (lamps.is_empty() || lamps.contains(&Lamp::told_by(about.step)))
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
        let (own, all) = (unit("scjgj"), Wanted::default());
        let mut receiver = Receiver { unit: &own, overseer: false, stands_on: None, wanted: &all };
        assert_eq!(rung(&receiver, "scjgj"), Some(Level::Handlers));
        assert_eq!(rung(&receiver, "zjj"), None, "nothing of others");
        let above = Wanted { levels: vec![Level::Leader, Level::Liaison], ..Wanted::default() };
        receiver.wanted = &above;
        assert_eq!(rung(&receiver, "scjgj"), Some(Level::Liaison));
    }

    #[test]
    fn an_officials_own_receiver_hears_on_the_rungs_of_the_official() {
        let (own, all) = (unit("scjgj"), Wanted::default());
        let stands_on = Some(BTreeSet::from([Level::Leader]));
        let receiver = Receiver { unit: &own, overseer: false, stands_on, wanted: &all };
        assert_eq!(rung(&receiver, "scjgj"), Some(Level::Leader));
        let away = Receiver { stands_on: Some(BTreeSet::new()), ..receiver };
        assert_eq!(rung(&away, "scjgj"), None);
    }

    #[test]
    fn the_office_hears_what_is_told_to_it_of_every_unit_that_it_wants() {
        let (own, all) = (unit("xzspj"), Wanted::default());
        let some = Wanted { units: vec![unit("zjj")], ..Wanted::default() };
        let receiver = Receiver { unit: &own, overseer: true, stands_on: None, wanted: &all };
        assert_eq!(rung(&receiver, "zjj"), Some(Level::Overseer));
        assert_eq!(rung(&receiver, "xzspj"), Some(Level::Handlers), "of its own from the first rung on");
        let receiver = Receiver { wanted: &some, ..receiver };
        assert_eq!(rung(&receiver, "scjgj"), None);
        assert_eq!(rung(&receiver, "zjj"), Some(Level::Overseer));
    }

    #[test]
    fn a_silence_ends_below_the_leader() {
        let (own, all) = (unit("scjgj"), Wanted::default());
        let receiver = Receiver { unit: &own, overseer: false, stands_on: None, wanted: &all };
        assert_eq!(receiver.rung(&own, true), Some(Level::Leader));
        let leader = Receiver { stands_on: Some(BTreeSet::from([Level::Leader])), ..receiver.clone() };
        assert_eq!(leader.rung(&own, true), Some(Level::Handlers), "the leader hears everything instead");
        let both = Some(BTreeSet::from([Level::Handlers, Level::Leader]));
        let leader = Receiver { stands_on: both, ..receiver.clone() };
        assert_eq!(leader.rung(&own, true), Some(Level::Handlers), "who leads and works hears no less");
        let handlers = Wanted { levels: vec![Level::Handlers], ..Wanted::default() };
        let receiver = Receiver { wanted: &handlers, ..receiver };
        assert_eq!(receiver.rung(&own, true), None);
    }

    #[test]
    fn letters_are_for_the_liaison_and_the_leader() {
        let (own, all) = (unit("scjgj"), Wanted::default());
        let receiver = Receiver { unit: &own, overseer: false, stands_on: None, wanted: &all };
        assert!(receiver.receives_letters(&own) && !receiver.receives_letters(&unit("zjj")));
        let handlers = Wanted { levels: vec![Level::Handlers], ..Wanted::default() };
        assert!(!Receiver { wanted: &handlers, ..receiver.clone() }.receives_letters(&own));
        let stands_on = |level| Some(BTreeSet::from([level]));
        assert!(Receiver { stands_on: stands_on(Level::Liaison), ..receiver.clone() }.receives_letters(&own));
        assert!(!Receiver { stands_on: stands_on(Level::Handlers), ..receiver }.receives_letters(&own));
    }

    #[test]
    fn announcements_are_for_the_liaison_and_the_leader_unless_they_want_some_kinds_of_duties_only() {
        let (own, all) = (unit("scjgj"), Wanted::default());
        let receiver = Receiver { unit: &own, overseer: true, stands_on: None, wanted: &all };
        let hears = |wanted: &Wanted| Receiver { wanted, ..receiver.clone() }.receives_announcements(&own);
        assert!(hears(&all) && !receiver.receives_announcements(&unit("zjj")));
        assert!(hears(&Wanted { levels: vec![Level::Leader], ..Wanted::default() }));
        assert!(!hears(&Wanted { levels: vec![Level::Handlers], ..Wanted::default() }));
        assert!(!hears(&Wanted { kinds: vec!["C2".to_owned(), "L1".to_owned()], ..Wanted::default() }));
        assert!(hears(&Wanted { lamps: vec![Lamp::Red], ..Wanted::default() }), "of duties only");
        let stands_on = |level| Some(BTreeSet::from([level]));
        let official = Receiver { stands_on: stands_on(Level::Leader), ..receiver.clone() };
        assert!(official.receives_announcements(&own));
        assert!(!Receiver { stands_on: stands_on(Level::Handlers), ..receiver }.receives_announcements(&own));
    }

    #[test]
    fn kinds_items_and_lamps_restrict_each_other() {
        let about = About { kind: "C2".to_owned(), item: "XK1".to_owned(), step: StepName::Overdue };
        assert!(Wanted::default().includes(&about));
        let red = Wanted { kinds: vec!["C2".to_owned()], lamps: vec![Lamp::Red], ..Wanted::default() };
        assert!(red.includes(&about));
        assert!(!red.includes(&About { step: StepName::DueToday, ..about.clone() }));
        let other = Wanted { items: vec!["XK2".parse().unwrap()], ..red };
        assert!(!other.includes(&about));
    }
}
