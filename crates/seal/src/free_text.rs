//! Personal data in what people write (个人信息保护法): what belongs sealed is not told in a sentence, nor in a number.

use crate::{
    identity_number::{self, LENGTH},
    mask,
};

/// A shorter number could be anything.
const SHORTEST_NUMBER: usize = 6;

/// The people whom somebody's writing may name. Empty texts are nobody.
#[derive(Clone, Default)]
pub struct People<'a> {
    /// Their names.
    pub names: Vec<&'a str>,
    /// The numbers of their identity documents.
    pub numbers: Vec<&'a str>,
    /// Their telephones.
    pub phones: Vec<&'a str>,
}

impl People<'_> {
    /// A text in which nothing stands that belongs sealed: names, numbers and phones of these people, and every identity and mobile number
    /// of anybody.
    pub fn masked(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for name in &self.names {
            text = without_name(&text, name);
        }
        text = self.without_numbers(&text);
        for phone in &self.phones {
            if phone.chars().count() >= SHORTEST_NUMBER {
                text = text.replace(phone, &mask::phone(phone));
            }
        }
        without_mobiles(&text)
    }

    /// The number of a document or certificate, which may hold the number of a person.
    pub fn masked_number(&self, number: &str) -> String {
        self.without_numbers(number)
    }

    fn without_numbers(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for number in &self.numbers {
            if number.chars().count() >= SHORTEST_NUMBER {
                text = text.replace(number, &mask::identity_number(number));
            }
        }
        without_identity_numbers(&text)
    }
}

/// A text in which every identity number stands masked.
pub fn without_identity_numbers(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let mut shown = String::with_capacity(text.len());
    let mut place = 0;
    while let Some(character) = characters.get(place) {
        let window: String = characters.iter().skip(place).take(LENGTH).collect();
        if window.chars().count() == LENGTH && identity_number::read(&window).is_ok() {
            shown.push_str(&mask::identity_number(&window));
            place += LENGTH;
        } else {
            shown.push(*character);
            place += 1;
        }
    }
    shown
}

/// Mobile numbers of the mainland that stand by themselves: part of a longer number is none.
fn without_mobiles(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let mut shown = String::with_capacity(text.len());
    for run in characters.chunk_by(|one, next| one.is_ascii_digit() == next.is_ascii_digit()) {
        let run: String = run.iter().collect();
        let is_mobile = run.len() == 11 && matches!(run.as_bytes(), [b'1', b'3'..=b'9', ..]);
        shown.push_str(&if is_mobile { mask::phone(&run) } else { run });
    }
    shown
}

fn without_name(text: &str, name: &str) -> String {
    // One character is no name that could be told from a word.
    if name.chars().count() < 2 { text.to_owned() } else { text.replace(name, &mask::name(name)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NUMBER: &str = "371322189901010013";

    #[test]
    fn everybody_who_is_named_and_every_number_stands_masked() {
        let people = People {
            names: vec!["李示例", "孙示例", ""],
            numbers: vec!["E12345678", ""],
            phones: vec!["0539-6000000"],
        };
        let text = "李示例（护照E12345678，身份证３７１３２２１８９９０１０１００１３），联系孙示例0539-6000000或19900000001，编号119900000001";
        let shown = people.masked(text);
        for clear in [
            "李示例",
            "孙示例",
            "E12345678",
            "３７１３２２１８９９０１０１００１３",
            "0539-6000000",
            "或19900000001",
        ] {
            assert!(!shown.contains(clear), "{clear}: {shown}");
        }
        assert!(shown.ends_with("编号119900000001"), "part of a longer number is no phone: {shown}");
    }

    #[test]
    fn the_number_of_a_certificate_may_be_that_of_a_person() {
        let people = People { numbers: vec!["E12345678"], ..People::default() };
        assert_eq!(people.masked_number(&format!("T{NUMBER}")), "T371322********0013");
        assert_eq!(people.masked_number("E12345678"), "*******78");
        assert_eq!(people.masked_number("19900000001"), "19900000001", "a certificate has no telephone");
    }

    #[test]
    fn what_is_nobodys_stays_as_it_is() {
        let text = "编号371322189901010014，长度123456789012345678901234567890，王，代码913713227701196813";
        assert_eq!(People { names: vec!["王"], ..People::default() }.masked(text), text);
    }
}
