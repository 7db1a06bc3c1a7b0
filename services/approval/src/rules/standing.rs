//! Art. 3 — Which departments approve and which supervise.

/// What a unit of the directory may be under the regulation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Standing {
    /// 行政审批部门: holds the centralised licensing powers.
    Approves,
    /// 监管部门: a competent department, or the comprehensive enforcement department.
    Supervises,
    /// Neither: takes part in the joint meeting, or stands outside.
    Neither,
    /// Dissolved or merged.
    Dissolved,
}

impl Standing {
    /// Why a unit of this standing (`None`: not in the directory) cannot approve; `None` where it can.
    pub(crate) fn bars_approving(standing: Option<Self>) -> Option<Bar> {
        bar(standing, Self::Approves, "is not an approval department", "不是行政审批部门")
    }

    /// Why a unit of this standing (`None`: not in the directory) cannot supervise; `None` where it can.
    pub(crate) fn bars_supervising(standing: Option<Self>) -> Option<Bar> {
        bar(standing, Self::Supervises, "is not a supervising department", "不是监管部门")
    }
}

/// Why a unit cannot have a part.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Bar {
    /// Stable code of the violation.
    pub(crate) code: &'static str,
    /// In English.
    pub(crate) en: &'static str,
    /// In Chinese.
    pub(crate) zh: &'static str,
}

fn bar(standing: Option<Standing>, wanted: Standing, en: &'static str, zh: &'static str) -> Option<Bar> {
    match standing {
        Some(found) if found == wanted => None,
        None => Some(Bar {
            code: "unknown", en: "is not a unit of the directory", zh: "目录中没有这个单位"
        }),
        Some(Standing::Dissolved) => {
            Some(Bar { code: "inactive", en: "was dissolved or merged", zh: "单位已撤并" })
        }
        Some(_) => Some(Bar { code: "kind", en, zh }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_supervising_department_supervises_and_does_not_approve() {
        assert_eq!(Standing::bars_supervising(Some(Standing::Supervises)), None);
        assert_eq!(Standing::bars_approving(Some(Standing::Supervises)).unwrap().code, "kind");
    }

    #[test]
    fn nobody_unknown_or_dissolved_has_a_part() {
        assert_eq!(Standing::bars_supervising(None).unwrap().code, "unknown");
        assert_eq!(Standing::bars_approving(Some(Standing::Dissolved)).unwrap().code, "inactive");
        assert_eq!(Standing::bars_supervising(Some(Standing::Neither)).unwrap().code, "kind");
    }
}
