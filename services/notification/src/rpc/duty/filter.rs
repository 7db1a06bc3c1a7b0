//! Which duties a caller asks for: open ones where no state is named, of every kind where none is.

use ids::UnitCode;
use proto::{
    notification::v1::DutyFilter,
    words::notification::{Direction, DutyState, Lamp},
};
use refusal::Refusal;
use shell::parse_words;

use crate::{
    model::DutyKinds,
    rpc::codes::{parse_items, parse_kinds, parse_units},
    store::duty::Filter,
};

/// The filter of a caller of `unit`, without what they may see and without the page.
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
        item_codes: parse_items("filter.item_codes", asked.item_codes)?,
        states,
        lamps,
        late_only: asked.late_only,
        ..Filter::default()
    })
}

/// The named kinds of the direction; `None`: every kind, also one unknown to this program.
fn kinds_of(direction: i32, named: Vec<String>, kinds: &DutyKinds) -> Result<Option<Vec<String>>, Refusal> {
    if direction == 0 {
        return Ok(Some(named).filter(|named| !named.is_empty()));
    }
    let direction = Direction::numbered(direction);
    let unknown = || Refusal::field("filter.direction", "unknown", "no such direction", "没有这个方向");
    let mut of_it = kinds.of_direction(direction.ok_or_else(unknown)?);
    of_it.retain(|code| named.is_empty() || named.contains(code));
    Ok(Some(of_it))
}

/// The states; open where none is given.
fn parse_states(states: &[i32]) -> Result<Vec<DutyState>, Refusal> {
    let states = parse_words("filter.states", states)?;
    Ok(if states.is_empty() { vec![DutyState::Open] } else { states })
}

/// Which of green, yellow, red and deep red.
fn parse_lamps(lamps: &[i32]) -> Result<Option<[bool; 4]>, Refusal> {
    let lamps: Vec<Lamp> = parse_words("filter.lamps", lamps)?;
    Ok((!lamps.is_empty()).then(|| Lamp::ALL.map(|lamp| lamps.contains(&lamp))))
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
        assert_eq!((filter.states, filter.kinds, filter.lamps), (vec![DutyState::Open], None, None));
        assert!(filter.owed_by.is_empty() && !filter.late_only);
    }

    #[test]
    fn a_direction_and_kinds_restrict_each_other() {
        let to_supervision = Direction::ToSupervision.into();
        let kinds = |direction, kinds: &[&str]| {
            let kinds = kinds.iter().map(|kind| (*kind).to_owned()).collect();
            parsed(DutyFilter { direction, kinds, ..DutyFilter::default() }).unwrap().kinds.unwrap()
        };
        assert_eq!(kinds(to_supervision, &[]), ["C1", "C2"]);
        assert_eq!(kinds(to_supervision, &["C2"]), ["C2"]);
        assert_eq!(kinds(Direction::ToApproval.into(), &["C2"]), Vec::<String>::new());
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
