//! Art. 22(2) — Personal data in free texts (许可内容、备注等; 个人信息保护法): what belongs sealed is not told in a sentence.
//!
//! The name of a natural person who is the counterparty, and every identity number, stand masked there. The texts are kept
//! otherwise as they are; that something was masked is a doubt (法律疑点) for people to look at.

use jiff::civil::Date;
use proto::exchange::v1::{LicenceDecision, PersonalData};
use seal::mask;

use super::findings::Findings;
use crate::rules::identity_number;

/// How many characters an identity number has.
const LENGTH: usize = 18;

/// Masks them in every free text of a decision that is otherwise checked.
pub(super) fn mask_people(
    kept: &mut LicenceDecision,
    private: &PersonalData,
    today: Date,
    found: &mut Findings,
) {
    let mut texts =
        vec![&mut kept.document_name, &mut kept.content, &mut kept.remark, &mut kept.licence_kind_text];
    if let Some(terms) = &mut kept.commitment_terms {
        texts.push(&mut terms.document_name);
        for material in &mut terms.deferred_materials {
            texts.extend([&mut material.code, &mut material.name]);
        }
    }
    let mut masked = false;
    for text in texts {
        let shown = without_numbers(&without_name(text, &private.person_name), today);
        masked |= shown != *text;
        *text = shown;
    }
    if masked {
        found.doubt("文本中含自然人姓名或身份证件号码，已作遮盖");
    }
}

fn without_name(text: &str, name: &str) -> String {
    // One character is no name that could be told from a word.
    if name.chars().count() < 2 { text.to_owned() } else { text.replace(name, &mask::name(name)) }
}

fn without_numbers(text: &str, today: Date) -> String {
    let characters: Vec<char> = text.chars().collect();
    let mut shown = String::with_capacity(text.len());
    let mut place = 0;
    while let Some(character) = characters.get(place) {
        let window: String = characters.iter().skip(place).take(LENGTH).collect();
        if identity_number::check("", &window, today).is_ok_and(|number| number.chars().count() == LENGTH)
            && !window.contains(char::is_whitespace)
        {
            shown.push_str(&mask::identity_number(&window));
            place += LENGTH;
        } else {
            shown.push(*character);
            place += 1;
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proto::exchange::v1::{Commitment, DeferredMaterial};

    use super::*;
    use crate::rules::decision_content::Completeness;

    const NUMBER: &str = "371322189901010013";

    fn masked(mut kept: LicenceDecision, name: &str) -> (LicenceDecision, Vec<String>) {
        let private = PersonalData { person_name: name.into(), ..PersonalData::default() };
        let mut found = Findings::new(Completeness::Full);
        mask_people(&mut kept, &private, date(2026, 10, 8), &mut found);
        (kept, found.doubts)
    }

    #[test]
    fn names_and_numbers_stand_masked_in_every_text() {
        let material = DeferredMaterial {
            name: format!("欧阳示例（{NUMBER}）身份证复印件"),
            ..DeferredMaterial::default()
        };
        let given = LicenceDecision {
            content: format!("准予欧阳示例，身份证号{NUMBER}，经营食品"),
            remark: "欧阳示例".into(),
            commitment_terms: Some(Commitment {
                deferred_materials: vec![material],
                ..Commitment::default()
            }),
            ..LicenceDecision::default()
        };
        let (kept, doubts) = masked(given, "欧阳示例");
        assert_eq!(kept.content, "准予欧阳**，身份证号371322********0013，经营食品");
        assert_eq!(kept.remark, "欧阳**");
        let terms = kept.commitment_terms.unwrap();
        assert_eq!(terms.deferred_materials[0].name, "欧阳**（371322********0013）身份证复印件");
        assert_eq!(doubts, ["文本中含自然人姓名或身份证件号码，已作遮盖"]);
    }

    #[test]
    fn what_is_nobodys_stays_as_it_is() {
        let content = "编号371322189901010014，长度123456789012345678901234567890，王".to_owned();
        let given = LicenceDecision { content: content.clone(), ..LicenceDecision::default() };
        assert_eq!(masked(given.clone(), "王"), (given.clone(), Vec::new()));
        assert_eq!(masked(given.clone(), ""), (given, Vec::new()));
    }
}
