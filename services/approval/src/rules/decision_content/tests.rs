use jiff::civil::date;
use proto::exchange::v1::{CounterpartyKind, PublishedState, Sensitivity};

use super::*;

const TODAY: Date = date(2026, 10, 31);

fn decision() -> LicenceDecision {
    LicenceDecision {
        published_state: PublishedState::Valid.into(),
        item_code: "XK3713220001".into(),
        item_name: "食品经营许可".into(),
        case_number: "BJ-1".into(),
        decision_kind: DecisionKind::Grant.into(),
        counterparty_name: "示例餐饮有限公司".into(),
        counterparty_kind: CounterpartyKind::Organisation.into(),
        counterparty_uscc: "91371322YYYY00012D".into(),
        premises_address: "示例路1号".into(),
        division_code: "371322".into(),
        document_name: "准予行政许可决定书".into(),
        document_number: "示例审批许字〔2026〕1号".into(),
        licence_kind: LicenceKind::Ordinary.into(),
        certificate_name: "食品经营许可证".into(),
        certificate_number: "JY1".into(),
        content: "食品经营许可".into(),
        decided_on: "2026/10/08".into(),
        valid_from: "2026/10/08".into(),
        valid_to: "2031/10/07".into(),
        deciding_authority: "县行政审批服务局".into(),
        deciding_authority_uscc: "11371322YYYY000553".into(),
        data_source: "县行政审批服务局".into(),
        data_source_uscc: "11371322YYYY000553".into(),
        ..LicenceDecision::default()
    }
}

fn personal() -> PersonalData {
    PersonalData {
        legal_representative: "钱示例".into(),
        contact_name: "孙示例".into(),
        contact_phone: "19900000000".into(),
        ..PersonalData::default()
    }
}

fn natural_person() -> (LicenceDecision, PersonalData) {
    let decision = LicenceDecision {
        counterparty_kind: CounterpartyKind::Person.into(),
        counterparty_name: "欧阳示例".into(),
        counterparty_uscc: String::new(),
        person_id_type: "身份证".into(),
        ..decision()
    };
    let personal = PersonalData {
        person_name: "欧阳示例".into(),
        person_id_number: "37132218990101003x".into(),
        legal_representative: String::new(),
        ..personal()
    };
    (decision, personal)
}

/// Field and code of each violation.
fn problems(
    decision: &LicenceDecision,
    personal: &PersonalData,
    completeness: Completeness,
) -> Vec<(String, &'static str)> {
    let found = check(decision, personal, TODAY, completeness).err().unwrap_or_default();
    found.into_iter().map(|violation| (violation.field, violation.code)).collect()
}

fn problem_of(change: impl FnOnce(&mut LicenceDecision)) -> Vec<(String, &'static str)> {
    let mut decision = decision();
    change(&mut decision);
    problems(&decision, &personal(), Completeness::Full)
}

fn doubts_of(change: impl FnOnce(&mut LicenceDecision)) -> Vec<String> {
    let mut decision = decision();
    change(&mut decision);
    check(&decision, &personal(), TODAY, Completeness::Full).unwrap().doubts().to_vec()
}

#[test]
fn a_full_decision_is_kept_in_normal_form() {
    let checked = check(&decision(), &personal(), TODAY, Completeness::Full).unwrap();
    assert_eq!(checked.decided_on(), date(2026, 10, 8));
    assert_eq!(checked.item_code().map(ItemCode::as_str), Some("XK3713220001"));
    assert!(checked.doubts().is_empty() && checked.content().missing_fields.is_empty());
    let (content, private) = checked.into_parts();
    let normal = LicenceDecision {
        decided_on: "2026-10-08".into(),
        valid_from: "2026-10-08".into(),
        valid_to: "2031-10-07".into(),
        sensitivity: Sensitivity::Internal.into(),
        ..decision()
    };
    assert_eq!((content, private), (normal, personal()));
}

#[test]
fn checking_what_was_checked_changes_nothing() {
    let (decision, personal) = natural_person();
    let once = check(&decision, &personal, TODAY, Completeness::Full).unwrap();
    let twice = check(once.content(), once.personal(), TODAY, Completeness::Full).unwrap();
    assert_eq!(once, twice);
}

#[test]
fn an_empty_decision_names_every_required_field_at_once() {
    let fields: Vec<_> = problems(&LicenceDecision::default(), &PersonalData::default(), Completeness::Full)
        .into_iter()
        .collect();
    assert!(fields.iter().all(|(_, code)| *code == "required"), "{fields:?}");
    let names: Vec<_> = fields.iter().map(|(field, _)| field.as_str()).collect();
    let expected = [
        "decision.item_name",
        "decision.decision_kind",
        "decision.item_code",
        "decision.counterparty_kind",
        "decision.case_number",
        "personal.contact_name",
        "personal.contact_phone",
        "decision.document_name",
        "decision.document_number",
        "decision.content",
        "decision.licence_kind",
        "decision.deciding_authority",
        "decision.deciding_authority_uscc",
        "decision.data_source",
        "decision.data_source_uscc",
        "decision.published_state",
        "decision.decided_on",
    ];
    assert_eq!(names, expected);
}

#[test]
fn a_publicity_file_may_lack_what_it_never_has() {
    let bare = LicenceDecision {
        item_code: String::new(),
        item_name: String::new(),
        case_number: String::new(),
        premises_address: String::new(),
        division_code: String::new(),
        ..decision()
    };
    let nobody = PersonalData { legal_representative: "钱示例".into(), ..PersonalData::default() };
    let checked = check(&bare, &nobody, TODAY, Completeness::PublicityFile).unwrap();
    let missing = ["case_number", "contact_name", "contact_phone", "premises_address"];
    assert_eq!(checked.content().missing_fields, missing);
    assert_eq!(checked.item_code(), None);
    assert_eq!(problems(&bare, &nobody, Completeness::Full).len(), 5);
}

#[test]
fn an_organisation_is_known_by_its_code_and_its_legal_representative() {
    let stranger =
        LicenceDecision { counterparty_uscc: String::new(), counterparty_name: " ".into(), ..decision() };
    let nobody = PersonalData { legal_representative: String::new(), ..personal() };
    for kind in [CounterpartyKind::Organisation, CounterpartyKind::SoleTrader] {
        let stranger = LicenceDecision { counterparty_kind: kind.into(), ..stranger.clone() };
        let required = |field: &str| (field.to_owned(), "required");
        assert_eq!(
            problems(&stranger, &nobody, Completeness::Full),
            [
                required("decision.counterparty_name"),
                required("decision.counterparty_uscc"),
                required("personal.legal_representative")
            ]
        );
    }
}

#[test]
fn a_person_is_known_by_name_and_document_and_the_name_is_masked_outside_personal_data() {
    let (decision, personal) = natural_person();
    let checked = check(&decision, &personal, TODAY, Completeness::Full).unwrap();
    assert_eq!(checked.content().counterparty_name, "欧阳**");
    assert_eq!(checked.personal().person_name, "欧阳示例");
    assert_eq!(checked.personal().person_id_number, "37132218990101003X");
    assert!(!format!("{checked:?}").contains("示例\""), "{checked:?}");
    let unknown = LicenceDecision { person_id_type: String::new(), ..decision };
    let nobody = PersonalData { person_name: String::new(), person_id_number: String::new(), ..personal };
    let fields: Vec<_> =
        problems(&unknown, &nobody, Completeness::Full).into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["personal.person_name", "decision.person_id_type", "personal.person_id_number"]);
}

#[test]
fn a_document_has_both_type_and_number() {
    let typed = LicenceDecision { legal_representative_id_type: "身份证".into(), ..decision() };
    let field = "personal.legal_representative_id_number";
    assert_eq!(problems(&typed, &personal(), Completeness::Full), [(field.to_owned(), "required")]);
    let numbered = PersonalData { legal_representative_id_number: "371322189901010006".into(), ..personal() };
    assert_eq!(problems(&typed, &numbered, Completeness::Full), [(field.to_owned(), "check_digit")]);
    let field = "decision.legal_representative_id_type";
    assert_eq!(problems(&decision(), &numbered, Completeness::Full), [(field.to_owned(), "required")]);
}

#[test]
fn every_text_has_its_longest_length() {
    type Place = fn(&mut LicenceDecision) -> &mut String;
    let places: [(&str, usize, Place); 17] = [
        ("item_name", 200, |d| &mut d.item_name),
        ("case_number", 50, |d| &mut d.case_number),
        ("counterparty_name", 200, |d| &mut d.counterparty_name),
        ("registration_number", 50, |d| &mut d.registration_number),
        ("organisation_code", 9, |d| &mut d.organisation_code),
        ("tax_number", 20, |d| &mut d.tax_number),
        ("institution_number", 50, |d| &mut d.institution_number),
        ("social_organisation_number", 50, |d| &mut d.social_organisation_number),
        ("premises_address", 400, |d| &mut d.premises_address),
        ("document_name", 200, |d| &mut d.document_name),
        ("document_number", 128, |d| &mut d.document_number),
        ("certificate_name", 200, |d| &mut d.certificate_name),
        ("certificate_number", 128, |d| &mut d.certificate_number),
        ("content", 4000, |d| &mut d.content),
        ("deciding_authority", 200, |d| &mut d.deciding_authority),
        ("data_source", 200, |d| &mut d.data_source),
        ("remark", 4000, |d| &mut d.remark),
    ];
    for (name, longest, place) in places {
        assert_eq!(problem_of(|d| *place(d) = "许".repeat(longest)), [], "{name} of {longest}");
        let field = format!("decision.{name}");
        assert_eq!(problem_of(|d| *place(d) = "许".repeat(longest + 1)), [(field, "too_long")], "{name}");
    }
    let named = |length| PersonalData { contact_name: "许".repeat(length), ..personal() };
    assert_eq!(problems(&decision(), &named(50), Completeness::Full), []);
    let too_long = ("personal.contact_name".to_owned(), "too_long");
    assert_eq!(problems(&decision(), &named(51), Completeness::Full), [too_long]);
}

#[test]
fn the_dates_are_real_in_order_and_not_in_the_future() {
    let one = |field: &str, code| [(format!("decision.{field}"), code)];
    assert_eq!(problem_of(|d| d.decided_on = "2026-10-31".into()), [], "today");
    assert_eq!(problem_of(|d| d.decided_on = "2026-11-01".into()), one("decided_on", "future"));
    assert_eq!(problem_of(|d| d.decided_on = "2026/02/30".into()), one("decided_on", "date"));
    assert_eq!(problem_of(|d| d.valid_to = "2026-10-08".into()), [], "one day");
    assert_eq!(problem_of(|d| d.valid_to = "2026-10-07".into()), one("valid_to", "order"));
    assert_eq!(problem_of(|d| d.valid_from = String::new()), one("valid_from", "required"));
}

#[test]
fn only_a_grant_needs_the_beginning_of_its_validity() {
    let refused = |d: &mut LicenceDecision| {
        d.decision_kind = DecisionKind::Refuse.into();
        d.valid_from = String::new();
        d.valid_to = String::new();
    };
    assert_eq!(problem_of(refused), []);
}

#[test]
fn an_open_end_is_kept_as_empty() {
    for end in ["2099/12/31", "9999-12-31", "长期", ""] {
        let open = LicenceDecision { valid_to: end.into(), ..decision() };
        let checked = check(&open, &personal(), TODAY, Completeness::Full).unwrap();
        assert_eq!(checked.content().valid_to, "");
    }
}

#[test]
fn codes_outside_their_tables_are_refused() {
    let one = |field: &str, code| [(format!("decision.{field}"), code)];
    assert_eq!(problem_of(|d| d.decision_kind = 77), one("decision_kind", "unknown"));
    assert_eq!(problem_of(|d| d.counterparty_kind = 77), one("counterparty_kind", "unknown"));
    assert_eq!(problem_of(|d| d.licence_kind = 77), one("licence_kind", "unknown"));
    assert_eq!(problem_of(|d| d.item_code = "不是编码".into()), one("item_code", "unknown"));
    assert_eq!(problem_of(|d| d.division_code = "3713".into()), one("division_code", "division"));
    assert_eq!(
        problem_of(|d| d.counterparty_uscc = "91371322YYYY00012E".into()),
        one("counterparty_uscc", "check_digit")
    );
    assert_eq!(
        problem_of(|d| d.licence_kind = LicenceKind::Other.into()),
        one("licence_kind_text", "required")
    );
}

#[test]
fn what_looks_wrong_in_law_is_recorded_as_a_doubt() {
    assert_eq!(doubts_of(|d| d.valid_from = "2026-10-07".into()), ["有效期自早于许可决定日期"]);
    assert_eq!(doubts_of(|d| d.certificate_number = String::new()), ["许可证书名称与许可编号只填写了一项"]);
    assert_eq!(
        doubts_of(|d| d.displayed_authority = "市行政审批服务局".into()),
        ["证面发证机关与许可机关不一致"]
    );
    let a_year_ago = |d: &mut LicenceDecision| d.decided_on = "2025-10-31".into();
    assert!(doubts_of(a_year_ago).is_empty());
    let longer_ago = |d: &mut LicenceDecision| d.decided_on = "2025-10-30".into();
    assert_eq!(doubts_of(longer_ago), ["许可决定日期距今超过一年，疑似补录"]);
}

#[test]
fn violations_never_repeat_a_value() {
    let (decision, personal) = natural_person();
    let wrong = PersonalData {
        person_id_number: "371322189901010036".into(),
        contact_phone: "12345".into(),
        ..personal
    };
    let found = format!("{:?}", check(&decision, &wrong, TODAY, Completeness::Full).unwrap_err());
    assert!(!found.contains("37132") && !found.contains("12345"), "{found}");
}

#[test]
fn a_place_has_both_coordinates_or_none() {
    let at = |latitude, longitude| LicenceDecision { latitude, longitude, ..decision() };
    for (latitude, longitude) in [(None, None), (Some(34.6), Some(118.35)), (Some(-90.0), Some(180.0))] {
        assert!(check(&at(latitude, longitude), &personal(), TODAY, Completeness::Full).is_ok());
    }
    for (latitude, longitude) in
        [(Some(34.6), None), (None, Some(118.35)), (Some(90.1), Some(0.0)), (Some(f64::NAN), Some(0.0))]
    {
        let found = problems(&at(latitude, longitude), &personal(), Completeness::Full);
        assert_eq!(found, [("decision.latitude".to_owned(), "range")], "{latitude:?} {longitude:?}");
    }
}

#[test]
fn what_names_a_natural_person_is_sensitive_unless_said_otherwise() {
    let (person, personal) = natural_person();
    let checked = check(&person, &personal, TODAY, Completeness::Full).unwrap();
    assert_eq!(checked.content().sensitivity(), Sensitivity::Personal);
}

#[test]
fn a_sole_traders_tax_number_that_is_an_identity_number_is_masked_and_flagged() {
    let trader = LicenceDecision {
        counterparty_kind: CounterpartyKind::SoleTrader.into(),
        tax_number: "371322189901010005".into(),
        ..decision()
    };
    let checked = check(&trader, &personal(), TODAY, Completeness::Full).unwrap();
    assert_eq!(checked.content().tax_number, "371322********0005");
    assert_eq!(checked.doubts(), ["税务登记号或工商注册号为身份证件号码，已作遮盖"]);
    let with_two_more = LicenceDecision { tax_number: "37132218990101000501".into(), ..trader.clone() };
    let checked = check(&with_two_more, &personal(), TODAY, Completeness::Full).unwrap();
    assert_eq!(checked.content().tax_number, "371322********000501");
    let organisation = LicenceDecision { counterparty_kind: CounterpartyKind::Organisation.into(), ..trader };
    let checked = check(&organisation, &personal(), TODAY, Completeness::Full).unwrap();
    assert_eq!(checked.content().tax_number, "371322189901010005");
}
