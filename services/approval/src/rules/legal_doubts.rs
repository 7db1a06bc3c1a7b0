//! Art. 12 — What a decision in legal effect lacks (法律疑点). It is recorded, pushed and flagged; only the case that is still
//! open could be stopped, and that is not modelled yet.

/// What is known of a decision.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Facts {
    /// Its item is a major one (重大事项).
    pub(crate) major: bool,
    /// It names the record of a consultation or joint review (会商、联合踏勘).
    pub(crate) consulted: bool,
}

/// The doubts, in Chinese.
pub(crate) fn of(facts: Facts) -> Vec<String> {
    let mut doubts = Vec::new();
    if facts.major && !facts.consulted {
        doubts.push("重大事项未附会商记录（第十二条）".to_owned());
    }
    doubts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_major_decision_without_consultation_is_flagged() {
        assert_eq!(of(Facts { major: false, consulted: false }), Vec::<String>::new());
        assert_eq!(of(Facts { major: true, consulted: true }), Vec::<String>::new());
        assert!(of(Facts { major: true, consulted: false })[0].contains("第十二条"));
    }
}
