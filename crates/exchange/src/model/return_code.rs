//! Why a delivery is returned (退回原因, table T14).

/// A code of table T14.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ReturnCode {
    /// 01 不属本部门监管职责.
    NotOurDuty,
    /// 02 应由其他部门监管.
    OtherUnit,
    /// 03 应由属地/上级监管.
    LocalOrSuperior,
    /// 04 要素缺失或错误.
    MissingOrWrong,
    /// 05 重复推送.
    Duplicate,
    /// 06 不属审管联动事项.
    OutOfScope,
    /// 07 相对人/地址不在本辖区.
    OutsideArea,
    /// 99 其他.
    Other,
}

impl ReturnCode {
    const ALL: [Self; 8] = [
        Self::NotOurDuty,
        Self::OtherUnit,
        Self::LocalOrSuperior,
        Self::MissingOrWrong,
        Self::Duplicate,
        Self::OutOfScope,
        Self::OutsideArea,
        Self::Other,
    ];

    /// The code of the table.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotOurDuty => "01",
            Self::OtherUnit => "02",
            Self::LocalOrSuperior => "03",
            Self::MissingOrWrong => "04",
            Self::Duplicate => "05",
            Self::OutOfScope => "06",
            Self::OutsideArea => "07",
            Self::Other => "99",
        }
    }

    /// The entry of a code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|entry| entry.code() == code)
    }
}
