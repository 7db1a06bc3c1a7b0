//! Articles of the regulation (行政审批与监管协调联动实施办法) that refusals, deadlines and rules name.

/// An article, in both languages.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Article {
    /// For example `Art. 22(1)`.
    pub en: &'static str,
    /// For example `第二十二条（一）`.
    pub zh: &'static str,
}

/// The articles that the platform carries out.
pub mod articles {
    use super::Article;

    /// Scope: items whose approval and supervision are separated.
    pub const ART_2: Article = Article { en: "Art. 2", zh: "第二条" };
    /// Which bodies are approval and which are supervising departments.
    pub const ART_3: Article = Article { en: "Art. 3", zh: "第三条" };
    /// Who approves answers, who is in charge supervises.
    pub const ART_4: Article = Article { en: "Art. 4", zh: "第四条" };
    /// Items and their elements are public.
    pub const ART_10: Article = Article { en: "Art. 10", zh: "第十条" };
    /// Major matters are consulted before the decision.
    pub const ART_12: Article = Article { en: "Art. 12", zh: "第十二条" };
    /// Supervision runs from the decision.
    pub const ART_13: Article = Article { en: "Art. 13", zh: "第十三条" };
    /// The joint meeting coordinates, and settles what the platform cannot.
    pub const ART_19: Article = Article { en: "Art. 19", zh: "第十九条" };
    /// Two-way push and claim.
    pub const ART_20: Article = Article { en: "Art. 20", zh: "第二十条" };
    /// The approval bureau keeps the platform running.
    pub const ART_21: Article = Article { en: "Art. 21", zh: "第二十一条" };
    /// Push within one working day, claim within one working day.
    pub const ART_22_1: Article = Article { en: "Art. 22(1)", zh: "第二十二条（一）" };
    /// What a push must hold.
    pub const ART_22_2: Article = Article { en: "Art. 22(2)", zh: "第二十二条（二）" };
    /// The same the other way.
    pub const ART_23_1: Article = Article { en: "Art. 23(1)", zh: "第二十三条（一）" };
    /// Promises instead of documents.
    pub const ART_24: Article = Article { en: "Art. 24", zh: "第二十四条" };
    /// Who answers for a lateness.
    pub const ART_28: Article = Article { en: "Art. 28", zh: "第二十八条" };
    /// Joint meeting: its members, and who changes them.
    pub const MEETING_2: Article = Article { en: "Joint meeting 2", zh: "联席会议制度二" };
    /// Joint meeting: its kinds, who convenes and who presides.
    pub const MEETING_3_1: Article =
        Article { en: "Joint meeting 3(1)", zh: "联席会议制度三（一）" };
    /// Joint meeting: topics, and who consents to them.
    pub const MEETING_3_2: Article =
        Article { en: "Joint meeting 3(2)", zh: "联席会议制度三（二）" };
    /// Joint meeting: materials at least one working day before.
    pub const MEETING_3_4: Article =
        Article { en: "Joint meeting 3(4)", zh: "联席会议制度三（四）" };
    /// Joint meeting: minutes say what was agreed, and members carry it out.
    pub const MEETING_3_5: Article =
        Article { en: "Joint meeting 3(5)", zh: "联席会议制度三（五）" };
}
