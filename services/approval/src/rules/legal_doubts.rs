//! Art. 12, 24 — What a decision in legal effect lacks (法律疑点). It is recorded, pushed and flagged; only the case that is
//! still open could be stopped, and that is not modelled yet. Nor is the block of a promise (告知承诺).

use proto::exchange::v1::LicenceDecision;

/// The doubts about a decision on an item, in Chinese. `major`: the item is one of Art. 12.
pub(crate) fn of(content: &LicenceDecision, major: bool) -> Vec<String> {
    let mut doubts = Vec::new();
    if major && content.joint_review_id.is_empty() {
        doubts.push("重大事项未附会商记录（第十二条）".to_owned());
    }
    if content.commitment {
        doubts.push("告知承诺事项未附承诺材料及期限信息（第二十四条）".to_owned());
    }
    doubts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_major_decision_without_consultation_is_flagged() {
        let consulted = LicenceDecision {
            joint_review_id: "018f4e5a-0000-7000-8000-000000000000".to_owned(),
            ..LicenceDecision::default()
        };
        assert_eq!(of(&consulted, true), Vec::<String>::new());
        assert_eq!(of(&LicenceDecision::default(), false), Vec::<String>::new());
        assert!(of(&LicenceDecision::default(), true)[0].contains("第十二条"));
    }

    #[test]
    fn a_promise_without_its_materials_is_flagged() {
        let promised = LicenceDecision { commitment: true, ..LicenceDecision::default() };
        assert!(of(&promised, false)[0].contains("第二十四条"));
    }
}
