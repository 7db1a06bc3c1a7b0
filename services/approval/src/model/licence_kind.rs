//! 许可类别: the kinds of licence of the publicity standard.

/// Kind of licence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum LicenceKind {
    /// 普通.
    Ordinary,
    /// 特许.
    Concession,
    /// 认可.
    Qualification,
    /// 核准.
    Approval,
    /// 登记.
    Registration,
    /// 其他.
    Other,
}

impl LicenceKind {
    const ALL: [Self; 6] = [
        Self::Ordinary,
        Self::Concession,
        Self::Qualification,
        Self::Approval,
        Self::Registration,
        Self::Other,
    ];

    /// The official term, which is also its name in the database.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Ordinary => "普通",
            Self::Concession => "特许",
            Self::Qualification => "认可",
            Self::Approval => "核准",
            Self::Registration => "登记",
            Self::Other => "其他",
        }
    }

    /// The kind of an official term.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}
