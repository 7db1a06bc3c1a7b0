//! 许可事项: a licensing item with the elements that Art. 10 makes public.

use ids::{ItemCode, UnitCode};
use proto::words::exchange::LicenceKind;

/// A licensing item of the catalogue.
#[derive(Clone, PartialEq, Eq, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is an element of its own that Art. 10 makes public")]
pub(crate) struct Item {
    /// Code, for example `XK3713220001`.
    pub(crate) code: ItemCode,
    /// 事项名称.
    pub(crate) name: String,
    /// 设定依据.
    pub(crate) legal_basis: String,
    /// 许可类别 of the publicity standard.
    pub(crate) licence_kind: LicenceKind,
    /// 许可证书名称.
    pub(crate) certificate_name: String,
    /// Years a certificate is valid; 0: 长期 or as the document says.
    pub(crate) valid_years: i32,
    /// 许可机关.
    pub(crate) approving_unit: UnitCode,
    /// 是否告知承诺.
    pub(crate) commitment: bool,
    /// 是否联合踏勘.
    pub(crate) joint_survey: bool,
    /// 是否重大事项 (Art. 12).
    pub(crate) major: bool,
    /// 承诺时限, in working days; 0: not promised.
    pub(crate) promised_working_days: i32,
    /// 法定期限, in working days; 0: none.
    pub(crate) legal_working_days: i32,
    /// 审管分离 (Art. 2).
    pub(crate) separated: bool,
    /// 条件.
    pub(crate) conditions: String,
    /// 数量.
    pub(crate) quantity: String,
    /// 程序.
    pub(crate) procedure: String,
    /// 收费标准.
    pub(crate) fees: String,
    /// 申请材料目录.
    pub(crate) materials: Vec<String>,
    /// 申请书示范文本: where it is found.
    pub(crate) form_template: String,
    /// Grows with each change; 0 on an item that is not saved yet.
    pub(crate) version: i64,
}
