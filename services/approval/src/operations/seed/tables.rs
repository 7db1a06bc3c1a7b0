//! The lists that come with the program, and the list of development keys: tab-separated, `#` begins a remark, the first
//! other line is the heading.

use std::str::FromStr;

use ids::UnitCode;
use proto::{Word, words::exchange::LicenceKind};
use reference::{Fingerprint, Unit, UnitKind};

use crate::model::{Item, responsibility_map::Responsibility};

/// A certificate's key and the unit whose system holds it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Pin {
    /// SHA-256 of the key.
    pub(crate) fingerprint: Fingerprint,
    /// The unit that its holder calls as.
    pub(crate) unit: UnitCode,
    /// Name of the system.
    pub(crate) system: String,
}

/// The units of `data/units.tsv`.
pub(super) fn units() -> Result<Vec<Unit>, shell::Error> {
    rows(include_str!("../../../data/units.tsv")).map(|row| unit(&row)).collect()
}

/// The items of `data/items.tsv`, with who supervises each.
pub(super) fn items() -> Result<(Vec<Item>, Vec<Responsibility>), shell::Error> {
    let both =
        rows(include_str!("../../../data/items.tsv")).map(|row| item(&row)).collect::<Result<Vec<_>, _>>()?;
    Ok(both.into_iter().unzip())
}

/// The keys of a list with the columns fingerprint, unit and system.
pub(crate) fn pins(text: &str) -> Result<Vec<Pin>, shell::Error> {
    let pin = |row: Row<'_>| {
        Ok(Pin { fingerprint: row.parse(0)?, unit: row.parse(1)?, system: row.text(2)?.to_owned() })
    };
    rows(text).map(pin).collect()
}

fn unit(row: &Row<'_>) -> Result<Unit, shell::Error> {
    Ok(Unit {
        code: row.parse(0)?,
        name: row.text(1)?.to_owned(),
        uscc: row.text(2)?.to_owned(),
        kind: row.word::<UnitKind>(3)?,
        meeting_roles: row.list(4)?.map(ToOwned::to_owned).collect(),
        active: true,
        version: 1,
    })
}

fn item(row: &Row<'_>) -> Result<(Item, Responsibility), shell::Error> {
    let item = Item {
        code: row.parse(0)?,
        name: row.text(1)?.to_owned(),
        legal_basis: row.text(2)?.to_owned(),
        licence_kind: row.word::<LicenceKind>(3)?,
        certificate_name: row.text(4)?.to_owned(),
        valid_years: row.parse(5)?,
        approving_unit: row.parse(6)?,
        commitment: row.text(9)? == "1",
        joint_survey: row.text(10)? == "1",
        major: row.text(11)? == "1",
        promised_working_days: row.parse(12)?,
        legal_working_days: 0,
        separated: true,
        conditions: String::new(),
        quantity: String::new(),
        procedure: String::new(),
        fees: String::new(),
        form_template: String::new(),
        materials: Vec::new(),
        version: 1,
    };
    let others = row.list(8)?.map(|unit| unit.parse().map_err(|_| row.fault(8))).collect::<Result<_, _>>()?;
    let line = Responsibility { item: item.code.clone(), lead: row.parse(7)?, others };
    Ok((item, line))
}

struct Row<'a> {
    number: usize,
    fields: Vec<&'a str>,
}

fn rows(text: &str) -> impl Iterator<Item = Row<'_>> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.is_empty());
    lines.skip(1).map(|(at, line)| Row { number: at + 1, fields: line.split('\t').collect() })
}

impl Row<'_> {
    fn text(&self, column: usize) -> Result<&str, shell::Error> {
        self.fields.get(column).copied().ok_or_else(|| self.fault(column))
    }

    fn parse<T: FromStr>(&self, column: usize) -> Result<T, shell::Error> {
        self.text(column)?.parse().map_err(|_| self.fault(column))
    }

    /// The value of a word of officials.
    fn word<W: Word>(&self, column: usize) -> Result<W, shell::Error> {
        let zh = self.text(column)?;
        W::ALL.iter().copied().find(|word| word.zh() == zh).ok_or_else(|| self.fault(column))
    }

    fn list(&self, column: usize) -> Result<impl Iterator<Item = &str>, shell::Error> {
        Ok(self.text(column)?.split(';').filter(|entry| !entry.is_empty()))
    }

    fn fault(&self, column: usize) -> shell::Error {
        shell::Error::Fault(format!("list: line {}, column {} cannot be read", self.number, column + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_that_come_with_the_program_can_be_read() {
        let units = units().unwrap();
        assert_eq!(units.len(), 30);
        let (items, responsibilities) = items().unwrap();
        assert_eq!((items.len(), responsibilities.len()), (37, 37));
        assert_eq!(responsibilities[10].others.len(), 2);
        for item in items {
            let approving = units.iter().find(|unit| unit.code == item.approving_unit).unwrap();
            assert_eq!(approving.kind, UnitKind::Approval, "{}", item.code);
        }
    }

    #[test]
    fn a_list_of_keys_names_its_wrong_line() {
        let list = |unit: &str| format!("fingerprint\tunit\tsystem\n{}\t{unit}\tgateway\n", "ab".repeat(32));
        assert_eq!(pins(&list("scjgj")).unwrap()[0].unit.as_str(), "scjgj");
        let error = pins(&list("县局")).unwrap_err();
        assert_eq!(error.to_string(), "fault: list: line 2, column 2 cannot be read");
    }
}
