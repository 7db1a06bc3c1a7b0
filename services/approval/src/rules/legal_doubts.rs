//! Art. 12, 24 — What a decision in legal effect lacks (法律疑点). It is recorded, pushed and flagged; only the case that is
//! still open could be stopped, and that is not modelled yet. Nor is the block of a promise (告知承诺).

/// What is known of a decision.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Facts {
    /// Its item is a major one (重大事项).
    pub(crate) major: bool,
    /// It names the record of a consultation or joint review (会商、联合踏勘).
    pub(crate) consulted: bool,
    /// It rests on a promise (告知承诺).
    pub(crate) promised: bool,
}

/// The doubts, in Chinese.
pub(crate) fn of(facts: Facts) -> Vec<String> {
    let mut doubts = Vec::new();
    if facts.major && !facts.consulted {
        doubts.push("重大事项未附会商记录（第十二条）".to_owned());
    }
    if facts.promised {
        doubts.push("告知承诺事项未附承诺材料及期限信息（第二十四条）".to_owned());
    }
    doubts
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Facts = Facts { major: false, consulted: false, promised: false };

    #[test]
    fn a_major_decision_without_consultation_is_flagged() {
        assert_eq!(of(PLAIN), Vec::<String>::new());
        assert_eq!(of(Facts { major: true, consulted: true, ..PLAIN }), Vec::<String>::new());
        assert!(of(Facts { major: true, ..PLAIN })[0].contains("第十二条"));
    }

    #[test]
    fn a_promise_without_its_materials_is_flagged() {
        assert!(of(Facts { promised: true, ..PLAIN })[0].contains("第二十四条"));
    }
}
