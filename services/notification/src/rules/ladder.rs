//! Art. 20 to 23 — Who stands on the ladder (催办层级): 经办, 联络员, 单位负责人 of each unit, 督办 of the county; and for whoever is away,
//! a deputy (代理) of the same unit. A reminder can be rerouted, never switched off: where deputies are away themselves, theirs stand in, and
//! where that leads in a circle, everybody stands where they stood.

use std::collections::{BTreeMap, BTreeSet};

use ids::{OfficialId, UnitCode};
use proto::words::notification::Level;

/// Every official with the rungs on which they stand today.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(crate) struct Ladder(BTreeMap<OfficialId, Standing>);

/// Where an official stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Standing {
    pub(crate) unit: UnitCode,
    pub(crate) rungs: BTreeSet<Level>,
}

impl Ladder {
    /// From where officials stand by their roles, and who is stood in for by whom today.
    pub(crate) fn new(
        own: &BTreeMap<OfficialId, Standing>,
        deputies: &BTreeMap<OfficialId, OfficialId>,
    ) -> Self {
        let mut standing: BTreeMap<_, _> = own
            .iter()
            .map(|(official, of)| {
                (official.clone(), Standing { unit: of.unit.clone(), rungs: BTreeSet::new() })
            })
            .collect();
        for (official, of) in own {
            let present = present(official, own, deputies);
            if let Some(standing) = standing.get_mut(present) {
                standing.rungs.extend(&of.rungs);
            }
        }
        Self(standing)
    }

    /// Whether anybody of a unit stands on a rung.
    pub(crate) fn has(&self, unit: &UnitCode, level: Level) -> bool {
        self.0.values().any(|standing| standing.unit == *unit && standing.rungs.contains(&level))
    }

    /// Who stands on a rung for what a unit owes: officials of the unit; on the last one, of any.
    pub(crate) fn standing_on(&self, unit: &UnitCode, level: Level) -> Vec<&OfficialId> {
        let stands = |standing: &Standing| {
            standing.rungs.contains(&level) && (level == Level::Overseer || standing.unit == *unit)
        };
        self.0.iter().filter(|(_, standing)| stands(standing)).map(|(official, _)| official).collect()
    }

    /// The rungs of an official; none for one who has left.
    pub(crate) fn rungs_of(&self, official: &OfficialId) -> BTreeSet<Level> {
        self.0.get(official).map(|standing| standing.rungs.clone()).unwrap_or_default()
    }
}

/// Who is there for an official: the first in the row of deputies who is not away.
fn present<'a>(
    official: &'a OfficialId,
    own: &BTreeMap<OfficialId, Standing>,
    deputies: &'a BTreeMap<OfficialId, OfficialId>,
) -> &'a OfficialId {
    let unit = own.get(official).map(|standing| &standing.unit);
    let mut at = official;
    let mut seen = BTreeSet::from([official]);
    while let Some(next) = deputies.get(at) {
        // A deputy who has left, or went to another unit, stands in for nobody.
        if own.get(next).map(|standing| &standing.unit) != unit || !seen.insert(next) {
            return official;
        }
        at = next;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn official(name: &str) -> OfficialId {
        name.parse().unwrap()
    }

    /// The rungs of each of these, with who is away for whom.
    fn rungs(of: &str, away: &[(&str, &str)]) -> Vec<Level> {
        let standing = |unit: &str, rungs: &[Level]| Standing {
            unit: unit.parse().unwrap(),
            rungs: rungs.iter().copied().collect(),
        };
        let own = BTreeMap::from([
            (official("scjgj-01"), standing("scjgj", &[Level::Handlers])),
            (official("scjgj-liaison"), standing("scjgj", &[Level::Liaison])),
            (official("scjgj-leader"), standing("scjgj", &[Level::Leader])),
            (official("zjj-01"), standing("zjj", &[Level::Handlers])),
        ]);
        let away = away.iter().map(|(one, deputy)| (official(one), official(deputy))).collect();
        Ladder::new(&own, &away).rungs_of(&official(of)).into_iter().collect()
    }

    #[test]
    fn everybody_stands_where_their_role_says() {
        assert_eq!(rungs("scjgj-01", &[]), [Level::Handlers]);
        assert_eq!(rungs("scjgj-99", &[]), []);
    }

    #[test]
    fn a_deputy_stands_on_both_rungs_and_whoever_is_away_on_none() {
        let away = [("scjgj-liaison", "scjgj-01")];
        assert_eq!(rungs("scjgj-01", &away), [Level::Handlers, Level::Liaison]);
        assert_eq!(rungs("scjgj-liaison", &away), []);
    }

    #[test]
    fn a_deputy_who_is_away_passes_on_to_the_next() {
        let away = [("scjgj-leader", "scjgj-liaison"), ("scjgj-liaison", "scjgj-01")];
        assert_eq!(rungs("scjgj-01", &away), [Level::Handlers, Level::Liaison, Level::Leader]);
    }

    #[test]
    fn nobody_is_lost_in_a_circle_or_to_a_deputy_who_has_left() {
        let circle = [("scjgj-leader", "scjgj-liaison"), ("scjgj-liaison", "scjgj-leader")];
        assert_eq!(rungs("scjgj-leader", &circle), [Level::Leader]);
        assert_eq!(rungs("scjgj-liaison", &circle), [Level::Liaison]);
        assert_eq!(rungs("scjgj-leader", &[("scjgj-leader", "scjgj-99")]), [Level::Leader]);
        assert_eq!(rungs("scjgj-leader", &[("scjgj-leader", "zjj-01")]), [Level::Leader], "of another unit");
    }
}
