//! Which duties are asked for.

use duty::Direction;
use ids::{ItemCode, UnitCode};
use proto::notification::v1::{Direction as Asked, DutyFilter, DutyState, Lamp};
use refusal::{Refusal, Violation};
use shell::parse_codes;

use crate::{model::DutyKinds, store::duty::Filter};

/// The filter of a caller of `unit`; who sees what, and the page, are added by the caller of this function.
pub(super) fn parse(asked: DutyFilter, unit: &UnitCode, kinds: &DutyKinds) -> Result<Filter, Refusal> {
    let direction = asked.direction;
    let states = parse_states(&asked.states)?;
    let lamps = parse_lamps(&asked.lamps)?;
    let mut owed_by = parse_units("filter.owed_by", asked.owed_by)?;
    if asked.mine {
        if !owed_by.is_empty() && !owed_by.iter().any(|code| code == unit.as_str()) {
            let (en, zh) =
                ("contradicts owed_by, which names other units only", "与owed_by矛盾：其中没有本单位");
            return Err(Refusal::field("filter.mine", "contradiction", en, zh));
        }
        owed_by = vec![unit.to_string()];
    }
    let named = parse_kinds("filter.kinds", asked.kinds, kinds)?;
    Ok(Filter {
        owed_by,
        owed_to: parse_units("filter.owed_to", asked.owed_to)?,
        kinds: kinds_of(direction, named, kinds)?,
        item_codes: parse_codes::<ItemCode>("filter.item_codes", asked.item_codes, ITEM)?,
        states,
        lamps,
        late_only: asked.late_only,
        ..Filter::default()
    })
}

/// Codes of units.
pub(super) fn parse_units(field: &str, codes: Vec<String>) -> Result<Vec<String>, Refusal> {
    parse_codes::<UnitCode>(field, codes, ("not a unit code", "不是有效的单位代码"))
}

/// Codes of kinds that there are.
pub(super) fn parse_kinds(
    field: &str,
    codes: Vec<String>,
    kinds: &DutyKinds,
) -> Result<Vec<String>, Refusal> {
    match codes.iter().position(|code| kinds.newest(code).is_none()) {
        None => Ok(codes),
        Some(at) => {
            Err(Refusal::field(format!("{field}[{at}]"), "unknown", "no such kind of duty", "没有这种义务"))
        }
    }
}

const ITEM: (&str, &str) = ("not an item code", "不是有效的事项编码");

/// The kinds that are named and of the direction; `None`: every kind, those that this program does not know too.
fn kinds_of(direction: i32, named: Vec<String>, kinds: &DutyKinds) -> Result<Option<Vec<String>>, Refusal> {
    let direction = match Asked::try_from(direction) {
        Ok(Asked::Unspecified) => return Ok(Some(named).filter(|named| !named.is_empty())),
        Ok(Asked::ToSupervision) => Direction::ToSupervision,
        Ok(Asked::ToApproval) => Direction::ToApproval,
        Ok(Asked::Coordination) => Direction::Coordination,
        Err(_) => {
            return Err(Refusal::field("filter.direction", "unknown", "no such direction", "没有这个方向"));
        }
    };
    let mut of_it = kinds.of_direction(direction);
    of_it.retain(|code| named.is_empty() || named.contains(code));
    Ok(Some(of_it))
}

/// Names of states in the database; open where none is given.
fn parse_states(states: &[i32]) -> Result<Vec<String>, Refusal> {
    if states.is_empty() {
        return Ok(vec!["open".to_owned()]);
    }
    let mut names = Vec::with_capacity(states.len());
    for (at, state) in states.iter().enumerate() {
        let name = match DutyState::try_from(*state) {
            Ok(DutyState::Open) => "open",
            Ok(DutyState::Discharged) => "discharged",
            Ok(DutyState::Withdrawn) => "withdrawn",
            Ok(DutyState::Unspecified) | Err(_) => {
                return Err(unknown("filter.states", at, "no such state", "没有这种状态"));
            }
        };
        names.push(name.to_owned());
    }
    Ok(names)
}

/// Which of green, yellow, red and deep red.
fn parse_lamps(lamps: &[i32]) -> Result<Option<[bool; 4]>, Refusal> {
    let mut chosen = [false; 4];
    for (at, lamp) in lamps.iter().enumerate() {
        let place = match Lamp::try_from(*lamp) {
            Ok(Lamp::Green) => 0,
            Ok(Lamp::Yellow) => 1,
            Ok(Lamp::Red) => 2,
            Ok(Lamp::DeepRed) => 3,
            Ok(Lamp::Unspecified) | Err(_) => {
                return Err(unknown("filter.lamps", at, "no such lamp", "没有这种灯"));
            }
        };
        chosen[place] = true;
    }
    Ok(Some(chosen).filter(|_| !lamps.is_empty()))
}

fn unknown(field: &str, at: usize, en: &str, zh: &str) -> Refusal {
    Refusal::invalid(vec![Violation::new(format!("{field}[{at}]"), "unknown", en, zh)])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(asked: DutyFilter) -> Result<Filter, String> {
        let kinds = DutyKinds::bundled();
        parse(asked, &"scjgj".parse().unwrap(), &kinds).map_err(|refusal| refusal.violations[0].field.clone())
    }

    #[test]
    fn without_a_filter_open_duties_of_every_kind_are_meant() {
        let filter = parsed(DutyFilter::default()).unwrap();
        assert_eq!((filter.states, filter.kinds, filter.lamps), (vec!["open".to_owned()], None, None));
        assert!(filter.owed_by.is_empty() && !filter.late_only);
    }

    #[test]
    fn a_direction_and_kinds_restrict_each_other() {
        let to_supervision = Asked::ToSupervision.into();
        let kinds = |direction, kinds: &[&str]| {
            let kinds = kinds.iter().map(|kind| (*kind).to_owned()).collect();
            parsed(DutyFilter { direction, kinds, ..DutyFilter::default() }).unwrap().kinds.unwrap()
        };
        assert_eq!(kinds(to_supervision, &[]), ["C1", "C2"]);
        assert_eq!(kinds(to_supervision, &["C2"]), ["C2"]);
        assert_eq!(kinds(Asked::ToApproval.into(), &["C2"]), Vec::<String>::new());
    }

    #[test]
    fn mine_is_what_the_own_unit_owes() {
        let asked = |owed_by: &[&str]| DutyFilter {
            owed_by: owed_by.iter().map(|unit| (*unit).to_owned()).collect(),
            mine: true,
            ..DutyFilter::default()
        };
        assert_eq!(parsed(asked(&[])).unwrap().owed_by, ["scjgj"]);
        assert_eq!(parsed(asked(&["wjw", "scjgj"])).unwrap().owed_by, ["scjgj"]);
        assert_eq!(parsed(asked(&["wjw"])).unwrap_err(), "filter.mine");
    }

    #[test]
    fn each_wrong_field_is_named() {
        let text = |text: &str| vec!["scjgj".to_owned(), text.to_owned()];
        for (field, asked) in [
            ("filter.owed_by[1]", DutyFilter { owed_by: text("县局"), ..DutyFilter::default() }),
            ("filter.owed_to[1]", DutyFilter { owed_to: text("a b"), ..DutyFilter::default() }),
            ("filter.kinds[0]", DutyFilter { kinds: text("C99"), ..DutyFilter::default() }),
            ("filter.item_codes[1]", DutyFilter { item_codes: text(""), ..DutyFilter::default() }),
            ("filter.item_codes", DutyFilter { item_codes: vec!["a".into(); 101], ..DutyFilter::default() }),
            ("filter.direction", DutyFilter { direction: 4, ..DutyFilter::default() }),
            ("filter.lamps[1]", DutyFilter { lamps: vec![1, 0], ..DutyFilter::default() }),
            ("filter.states[0]", DutyFilter { states: vec![4], ..DutyFilter::default() }),
        ] {
            assert_eq!(parsed(asked).unwrap_err(), field);
        }
    }
}
