//! Art. 22(2) — Personal data in free texts (许可内容、备注、地址等; 个人信息保护法): what belongs sealed is not told in a sentence.
//!
//! Whatever the decision holds as personal data (names of the counterparty, the legal representative and the contact; numbers of their
//! documents; the phone), every identity number, and every mobile number stand masked there. The texts are kept otherwise as they are;
//! that something was masked is a doubt (法律疑点) for people to look at. Some certificates have the holder's identity number as their own
//! (特种作业操作证 and others): the number stands masked, and the whole number is personal data. Not modelled: names of people whom the
//! decision does not name.

use exchange::model::people;
use proto::exchange::v1::{LicenceDecision, PersonalData};

use super::findings::Findings;

/// Masks them in every text of a decision that is otherwise checked; what is masked of the document's and the certificate's number is kept
/// whole among the personal data.
pub(super) fn mask_people(kept: &mut LicenceDecision, private: &mut PersonalData, found: &mut Findings) {
    let mut any = mask_texts(kept, private);
    let given = private.clone();
    let people = people(&given);
    for (number, whole) in [
        (&mut kept.document_number, &mut private.document_number),
        (&mut kept.certificate_number, &mut private.certificate_number),
    ] {
        if let Some(clear) = replace(number, people.masked_number(number)) {
            *whole = clear;
            any = true;
        }
    }
    if any {
        found.doubt("文本中含自然人姓名或身份证件号码，已作遮盖");
    }
}

/// Masks them in the texts; says whether anything was masked. Done again when more people become known.
pub(crate) fn mask_texts(kept: &mut LicenceDecision, private: &PersonalData) -> bool {
    let people = people(private);
    let mut any = false;
    for text in texts(kept) {
        any |= replace(text, people.masked(text)).is_some();
    }
    any
}

fn texts(kept: &mut LicenceDecision) -> Vec<&mut String> {
    let mut texts = vec![
        &mut kept.document_name,
        &mut kept.certificate_name,
        &mut kept.content,
        &mut kept.remark,
        &mut kept.licence_kind_text,
        &mut kept.premises_address,
        &mut kept.street,
        &mut kept.case_number,
        &mut kept.institution_number,
        &mut kept.social_organisation_number,
        &mut kept.deciding_authority,
        &mut kept.displayed_authority,
        &mut kept.data_source,
    ];
    if let Some(terms) = &mut kept.commitment_terms {
        texts.push(&mut terms.document_name);
        for material in &mut terms.deferred_materials {
            texts.extend([&mut material.code, &mut material.name]);
        }
    }
    texts
}

/// Puts the other text in the place of this one; returns what stood there, if it was another.
fn replace(text: &mut String, other: String) -> Option<String> {
    if *text == other { None } else { Some(std::mem::replace(text, other)) }
}

#[cfg(test)]
mod tests {
    use proto::exchange::v1::{Commitment, DeferredMaterial};

    use super::*;
    use crate::rules::decision_content::Completeness;

    const NUMBER: &str = "371322189901010013";

    fn after(mut kept: LicenceDecision, name: &str) -> (LicenceDecision, PersonalData, Vec<String>) {
        let mut private = PersonalData { person_name: name.into(), ..PersonalData::default() };
        let mut found = Findings::new(Completeness::Full);
        mask_people(&mut kept, &mut private, &mut found);
        (kept, private, found.doubts)
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
        let (kept, _, doubts) = after(given, "欧阳示例");
        assert_eq!(kept.content, "准予欧阳**，身份证号371322********0013，经营食品");
        assert_eq!(kept.remark, "欧阳**");
        let terms = kept.commitment_terms.unwrap();
        assert_eq!(terms.deferred_materials[0].name, "欧阳**（371322********0013）身份证复印件");
        assert_eq!(doubts, ["文本中含自然人姓名或身份证件号码，已作遮盖"]);
    }

    #[test]
    fn a_certificate_numbered_like_its_holder_keeps_its_number_among_the_personal_data() {
        let given = LicenceDecision {
            certificate_number: format!("T{NUMBER}"),
            document_number: "示例审批许字〔2026〕1号".into(),
            ..LicenceDecision::default()
        };
        let (kept, private, doubts) = after(given, "");
        assert_eq!(kept.certificate_number, "T371322********0013");
        assert_eq!(private.certificate_number, format!("T{NUMBER}"));
        assert_eq!((private.document_number.as_str(), doubts.len()), ("", 1));
    }

    #[test]
    fn what_is_nobodys_stays_as_it_is() {
        let given = LicenceDecision {
            content: "编号371322189901010014，王".into(),
            ..LicenceDecision::default()
        };
        let (kept, _, doubts) = after(given.clone(), "王");
        assert_eq!((kept, doubts), (given, Vec::new()));
    }
}
