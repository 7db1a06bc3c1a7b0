//! Art. 3, 4 — Every separated item has its supervising units (谁主管谁监管), or the map cannot be published.

use std::collections::{BTreeMap, BTreeSet};

use ids::{ItemCode, UnitCode};
use refusal::{Refusal, Violation, articles};

use super::standing::Standing;

/// One line of the map: who supervises what was licensed under an item.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Responsibility {
    /// The item that is supervised.
    pub(crate) item: ItemCode,
    /// 牵头监管单位.
    pub(crate) lead: UnitCode,
    /// 其他监管单位.
    pub(crate) others: Vec<UnitCode>,
}

/// Whether `lines` may be published as the map of a catalogue. `separated` says of each item of the catalogue whether
/// its approval and supervision are separated (Art. 2); `standings` is the directory.
pub(crate) fn check(
    lines: &[Responsibility],
    separated: &BTreeMap<ItemCode, bool>,
    standings: &BTreeMap<UnitCode, Standing>,
) -> Result<(), Refusal> {
    let mut violations = Vec::new();
    let mut named = BTreeSet::new();
    for (at, line) in lines.iter().enumerate() {
        violations.extend(item_problem(at, line, separated, &mut named));
        violations.extend(unit_problems(at, line, standings));
    }
    if !violations.is_empty() {
        return Err(Refusal::invalid(violations).under(articles::ART_3));
    }
    let bare: Vec<_> =
        separated.iter().filter(|(item, is)| **is && !named.contains(item)).map(|(item, _)| item).collect();
    if bare.is_empty() { Ok(()) } else { Err(without_supervisor(&bare)) }
}

/// The refusal of a map in which these items have no supervising unit. `items` must not be empty.
pub(crate) fn without_supervisor(items: &[&ItemCode]) -> Refusal {
    let shown = items.iter().take(10).map(|item| item.as_str()).collect::<Vec<_>>();
    let count = items.len();
    Refusal::precondition(
        "ITEM_WITHOUT_SUPERVISOR",
        format!("{count} items have no supervising unit, among them {}", shown.join(", ")),
        format!("有{count}个事项没有监管单位，包括{}", shown.join("、")),
    )
    .under(articles::ART_4)
    .with("items", shown.join(","))
}

fn item_problem<'a>(
    at: usize,
    line: &'a Responsibility,
    separated: &BTreeMap<ItemCode, bool>,
    named: &mut BTreeSet<&'a ItemCode>,
) -> Option<Violation> {
    let (code, en, zh) = match separated.get(&line.item) {
        None => ("unknown", "is not an item of the catalogue", "目录中没有这个事项"),
        Some(false) => (
            "not_separated",
            "approval and supervision of this item are not separated",
            "该事项未实行审管分离",
        ),
        Some(true) if !named.insert(&line.item) => ("repeated", "stands in the map twice", "事项重复"),
        Some(true) => return None,
    };
    Some(Violation::new(format!("responsibilities[{at}].item_code"), code, en, zh))
}

fn unit_problems(
    at: usize,
    line: &Responsibility,
    standings: &BTreeMap<UnitCode, Standing>,
) -> Vec<Violation> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    let lead = std::iter::once((format!("responsibilities[{at}].lead_unit"), &line.lead));
    let others = line
        .others
        .iter()
        .enumerate()
        .map(|(n, unit)| (format!("responsibilities[{at}].other_units[{n}]"), unit));
    for (field, unit) in lead.chain(others) {
        if !seen.insert(unit) {
            found.push(Violation::new(field, "repeated", "supervises this item already", "监管单位重复"));
        } else if let Some(bar) = Standing::bars_supervising(standings.get(unit).copied()) {
            found.push(Violation::new(field, bar.code, bar.en, bar.zh));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(item: &str, lead: &str, others: &[&str]) -> Responsibility {
        Responsibility {
            item: item.parse().unwrap(),
            lead: lead.parse().unwrap(),
            others: others.iter().map(|unit| unit.parse().unwrap()).collect(),
        }
    }

    fn publish(lines: &[Responsibility]) -> Result<(), Refusal> {
        let separated = [("A", true), ("B", true), ("C", false)];
        let standings = [
            ("scjgj", Standing::Supervises),
            ("zhzfj", Standing::Supervises),
            ("xzspj", Standing::Approves),
            ("gone", Standing::Dissolved),
        ];
        check(
            lines,
            &separated.map(|(item, is)| (item.parse().unwrap(), is)).into(),
            &standings.map(|(unit, standing)| (unit.parse().unwrap(), standing)).into(),
        )
    }

    fn code_of(lines: &[Responsibility]) -> (String, &'static str) {
        let refusal = publish(lines).unwrap_err();
        assert_eq!(refusal.article, Some(articles::ART_3));
        (refusal.violations[0].field.clone(), refusal.violations[0].code)
    }

    #[test]
    fn a_map_that_names_every_separated_item_once_may_be_published() {
        assert_eq!(publish(&[line("A", "scjgj", &["zhzfj"]), line("B", "zhzfj", &[])]), Ok(()));
    }

    #[test]
    fn an_item_without_a_supervisor_stops_the_map() {
        let refusal = publish(&[line("A", "scjgj", &[])]).unwrap_err();
        assert_eq!((refusal.reason, refusal.article), ("ITEM_WITHOUT_SUPERVISOR", Some(articles::ART_4)));
        assert_eq!(refusal.metadata, [("items", "B".to_owned())]);
    }

    #[test]
    fn a_unit_that_does_not_supervise_stops_the_map() {
        let b = line("B", "scjgj", &[]);
        let expected = |field: &str, code| (format!("responsibilities[0].{field}"), code);
        assert_eq!(code_of(&[line("A", "xzspj", &[]), b.clone()]), expected("lead_unit", "kind"));
        assert_eq!(code_of(&[line("A", "gone", &[]), b.clone()]), expected("lead_unit", "inactive"));
        assert_eq!(
            code_of(&[line("A", "scjgj", &["nobody"]), b.clone()]),
            expected("other_units[0]", "unknown")
        );
        assert_eq!(code_of(&[line("A", "scjgj", &["scjgj"]), b]), expected("other_units[0]", "repeated"));
    }

    #[test]
    fn an_item_stands_once_and_only_if_it_is_separated() {
        let a = line("A", "scjgj", &[]);
        let b = line("B", "scjgj", &[]);
        let at = |n: usize| format!("responsibilities[{n}].item_code");
        assert_eq!(code_of(&[a.clone(), b.clone(), a.clone()]), (at(2), "repeated"));
        assert_eq!(code_of(&[a.clone(), b.clone(), line("C", "scjgj", &[])]), (at(2), "not_separated"));
        assert_eq!(code_of(&[a, b, line("D", "scjgj", &[])]), (at(2), "unknown"));
    }
}
