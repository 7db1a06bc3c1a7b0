//! Art. 22(2) — Personal data in free texts (许可内容、备注、地址等; 个人信息保护法): what belongs sealed is not told in a sentence.
//!
//! Whatever the decision holds as personal data (names of the counterparty, the legal representative and the contact; numbers of their
//! documents; the phone), every identity number, and every mobile number stand masked there. The texts are kept otherwise as they are;
//! that something was masked is a doubt (法律疑点) for people to look at. Not modelled: names of people whom the decision does not name.

use jiff::civil::Date;
use proto::exchange::v1::{LicenceDecision, PersonalData};
use seal::mask;

use super::findings::Findings;
use crate::rules::identity_number;

/// A shorter number could be anything.
const SHORTEST_NUMBER: usize = 6;
/// How many characters an identity number has.
const LENGTH: usize = 18;

/// Masks them in every free text of a decision that is otherwise checked.
pub(super) fn mask_people(
    kept: &mut LicenceDecision,
    private: &PersonalData,
    today: Date,
    found: &mut Findings,
) {
    let mut texts = vec![
        &mut kept.document_name,
        &mut kept.content,
        &mut kept.remark,
        &mut kept.licence_kind_text,
        &mut kept.premises_address,
        &mut kept.case_number,
    ];
    if let Some(terms) = &mut kept.commitment_terms {
        texts.push(&mut terms.document_name);
        for material in &mut terms.deferred_materials {
            texts.extend([&mut material.code, &mut material.name]);
        }
    }
    let mut any = false;
    for text in texts {
        let shown = masked(text, private, today);
        any |= shown != *text;
        *text = shown;
    }
    if any {
        found.doubt("文本中含自然人姓名或身份证件号码，已作遮盖");
    }
}

/// A text in which nothing stands that belongs sealed.
pub(crate) fn masked(text: &str, private: &PersonalData, today: Date) -> String {
    let mut text = text.to_owned();
    for name in [&private.person_name, &private.legal_representative, &private.contact_name] {
        text = without_name(&text, name);
    }
    for number in [&private.person_id_number, &private.legal_representative_id_number] {
        if number.chars().count() >= SHORTEST_NUMBER {
            text = text.replace(number.as_str(), &mask::identity_number(number));
        }
    }
    if private.contact_phone.chars().count() >= SHORTEST_NUMBER {
        text = text.replace(private.contact_phone.as_str(), &mask::phone(&private.contact_phone));
    }
    without_phones(&without_numbers(&text, today))
}

/// Mobile numbers of the mainland that stand by themselves: part of a longer number is none.
fn without_phones(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let mut shown = String::with_capacity(text.len());
    for run in characters.chunk_by(|one, next| one.is_ascii_digit() == next.is_ascii_digit()) {
        let run: String = run.iter().collect();
        let is_phone = run.len() == 11 && matches!(run.as_bytes(), [b'1', b'3'..=b'9', ..]);
        shown.push_str(&if is_phone { mask::phone(&run) } else { run });
    }
    shown
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

    fn after(mut kept: LicenceDecision, name: &str) -> (LicenceDecision, Vec<String>) {
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
        let (kept, doubts) = after(given, "欧阳示例");
        assert_eq!(kept.content, "准予欧阳**，身份证号371322********0013，经营食品");
        assert_eq!(kept.remark, "欧阳**");
        let terms = kept.commitment_terms.unwrap();
        assert_eq!(terms.deferred_materials[0].name, "欧阳**（371322********0013）身份证复印件");
        assert_eq!(doubts, ["文本中含自然人姓名或身份证件号码，已作遮盖"]);
    }

    #[test]
    fn everybody_whom_the_decision_names_and_every_phone_stands_masked() {
        let private = PersonalData {
            legal_representative: "李示例".into(),
            legal_representative_id_number: "E12345678".into(),
            contact_name: "孙示例".into(),
            contact_phone: "0539-6000000".into(),
            ..PersonalData::default()
        };
        let text =
            "法定代表人李示例（护照E12345678），联系孙示例0539-6000000或19900000001，许可证编号119900000001";
        let shown = masked(text, &private, date(2026, 10, 8));
        for clear in ["李示例", "孙示例", "E12345678", "0539-6000000", "或19900000001"] {
            assert!(!shown.contains(clear), "{clear}: {shown}");
        }
        assert!(shown.ends_with("编号119900000001"), "part of a longer number is no phone: {shown}");
    }

    #[test]
    fn what_is_nobodys_stays_as_it_is() {
        let content = "编号371322189901010014，长度123456789012345678901234567890，王".to_owned();
        let given = LicenceDecision { content: content.clone(), ..LicenceDecision::default() };
        assert_eq!(after(given.clone(), "王"), (given.clone(), Vec::new()));
        assert_eq!(after(given.clone(), ""), (given, Vec::new()));
    }
}
