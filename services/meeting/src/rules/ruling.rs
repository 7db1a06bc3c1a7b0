//! Art. 19, Joint meeting 3(5) — Rulings on matters that were raised (处理意见): advice, or a temporary assignment (临时指派) at most.
//! Statutory duties move only by 权责清单, 三定, an opinion of the 编办, a decision of the county, or both bureaus' signatures; every
//! ruling says so.

use proto::words::meeting::RulingKind;
use refusal::{Refusal, articles};

/// What every ruling of the kind says of itself.
pub(crate) fn note(kind: RulingKind) -> &'static str {
    match kind {
        RulingKind::Advice => {
            "本处理意见不改变各单位法定职责；职责调整以权责清单、“三定”规定、机构编制部门意见、县级决定或双方签字确认为准。"
        }
        RulingKind::TemporaryAssignment => {
            "本意见为临时指派，不改变各单位法定职责；职责调整以权责清单、“三定”规定、机构编制部门意见、县级决定或双方签字确认为准。"
        }
    }
}

/// Refuses a ruling on what was not raised, and an assignment to nobody; `field` is where it stands.
pub(crate) fn may_be_ruled(
    field: &str,
    is_matter: bool,
    kind: RulingKind,
    names_unit: bool,
) -> Result<(), Refusal> {
    if !is_matter {
        let (en, zh) = ("only a matter that was raised is ruled on", "只能对提请事项作出处理意见");
        return Err(
            Refusal::field(format!("{field}.topic_id"), "not_allowed", en, zh).under(articles::ART_19)
        );
    }
    let at = || format!("{field}.unit");
    match (kind, names_unit) {
        (RulingKind::TemporaryAssignment, false) => {
            let (en, zh) = ("say to which unit it is assigned for the time being", "请填写临时指派的单位");
            Err(Refusal::field(at(), "required", en, zh).under(articles::ART_19))
        }
        (RulingKind::Advice, true) => {
            let (en, zh) = ("advice assigns nothing", "处理意见不指派单位，请勿填写");
            Err(Refusal::field(at(), "not_expected", en, zh).under(articles::ART_19))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_matters_are_ruled_on_and_an_assignment_names_its_unit() {
        let of = |is_matter, kind, unit| may_be_ruled("rulings[0]", is_matter, kind, unit);
        assert!(of(true, RulingKind::Advice, false).is_ok());
        assert!(of(true, RulingKind::TemporaryAssignment, true).is_ok());
        for (is_matter, kind, unit, field) in [
            (false, RulingKind::Advice, false, "rulings[0].topic_id"),
            (true, RulingKind::TemporaryAssignment, false, "rulings[0].unit"),
            (true, RulingKind::Advice, true, "rulings[0].unit"),
        ] {
            let refusal = of(is_matter, kind, unit).unwrap_err();
            assert_eq!(
                (refusal.violations[0].field.as_str(), refusal.article.unwrap().zh),
                (field, "第十九条")
            );
        }
    }

    #[test]
    fn every_ruling_says_that_it_moves_no_statutory_duty() {
        for kind in RulingKind::ALL {
            assert!(note(kind).contains("不改变各单位法定职责"), "{}", kind.name());
        }
    }
}
