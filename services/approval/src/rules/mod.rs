//! The law of approval as pure functions: one file a rule, its article or standard in the first line.

/// Art. 3
pub(crate) mod standing;
/// Art. 3, 4
pub(crate) mod supervisor_named;

/// Art. 12, 24
pub(crate) mod legal_doubts;

/// Art. 22(2)
pub(crate) mod decision_content;
/// Art. 22(2)
pub(crate) mod item_of_licence;
/// Art. 22(2)
pub(crate) mod phone;

/// GB/T 2260
pub(crate) mod division_code;
/// 双公示, 证件类型
pub(crate) mod identity_document;
/// GB 11643
pub(crate) mod identity_number;
/// 双公示, dates
pub(crate) mod legal_date;
/// GB/T 39046
pub(crate) mod plain_text;
/// GB 32100
pub(crate) mod uscc;
