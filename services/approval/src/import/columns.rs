//! The columns of the publicity standard, and the field that each fills.

use self::Fill::{Code, Text};
use super::{draft::Draft, words};

/// A column of the standard.
pub(super) struct Column {
    /// Its heading in the standard.
    pub(super) heading: &'static str,
    /// The field that it fills, as violations name it.
    field: &'static str,
    /// Whether a file without it is refused.
    pub(super) is_required: bool,
    /// How a cell fills it.
    fill: Fill,
}

/// How a cell fills its field.
enum Fill {
    /// As it is.
    Text(fn(&mut Draft) -> &mut String),
    /// By the code that its word stands for.
    Code(fn(&mut Draft, &str)),
}

impl Column {
    /// Puts a cell into the draft.
    pub(super) fn fill(&self, draft: &mut Draft, cell: &str) {
        match self.fill {
            Text(place) => cell.clone_into(place(draft)),
            Code(read) => read(draft, cell),
        }
    }
}

const fn required(heading: &'static str, field: &'static str, fill: Fill) -> Column {
    Column { heading, field, is_required: true, fill }
}

const fn optional(heading: &'static str, field: &'static str, fill: Fill) -> Column {
    Column { heading, field, is_required: false, fill }
}

/// In the order of the standard.
#[rustfmt::skip]
pub(super) const COLUMNS: [Column; 28] = [
    required("行政相对人名称", "decision.counterparty_name", Text(|d| &mut d.decision.counterparty_name)),
    required("行政相对人类别", "decision.counterparty_kind", Code(words::counterparty_kind)),
    required("行政相对人代码_1(统一社会信用代码)", "decision.counterparty_uscc", Text(|d| &mut d.decision.counterparty_uscc)),
    optional("行政相对人代码_2(工商注册号)", "decision.registration_number", Text(|d| &mut d.decision.registration_number)),
    optional("行政相对人代码_3(组织机构代码)", "decision.organisation_code", Text(|d| &mut d.decision.organisation_code)),
    optional("行政相对人代码_4(税务登记号)", "decision.tax_number", Text(|d| &mut d.decision.tax_number)),
    optional("行政相对人代码_5(事业单位证书号)", "decision.institution_number", Text(|d| &mut d.decision.institution_number)),
    optional("行政相对人代码_6(社会组织登记证号)", "decision.social_organisation_number", Text(|d| &mut d.decision.social_organisation_number)),
    required("法定代表人", "personal.legal_representative", Text(|d| &mut d.personal.legal_representative)),
    optional("法定代表人证件类型", "decision.legal_representative_id_type", Text(|d| &mut d.decision.legal_representative_id_type)),
    optional("法定代表人证件号码", "personal.legal_representative_id_number", Text(|d| &mut d.personal.legal_representative_id_number)),
    required("证件类型", "decision.person_id_type", Text(|d| &mut d.decision.person_id_type)),
    required("证件号码", "personal.person_id_number", Text(|d| &mut d.personal.person_id_number)),
    required("行政许可决定文书名称", "decision.document_name", Text(|d| &mut d.decision.document_name)),
    required("行政许可决定文书号", "decision.document_number", Text(|d| &mut d.decision.document_number)),
    required("许可类别", "decision.licence_kind", Code(words::licence_kind)),
    required("许可证书名称", "decision.certificate_name", Text(|d| &mut d.decision.certificate_name)),
    required("许可编号", "decision.certificate_number", Text(|d| &mut d.decision.certificate_number)),
    required("许可内容", "decision.content", Text(|d| &mut d.decision.content)),
    required("许可决定日期", "decision.decided_on", Text(|d| &mut d.decision.decided_on)),
    required("有效期自", "decision.valid_from", Text(|d| &mut d.decision.valid_from)),
    required("有效期至", "decision.valid_to", Text(|d| &mut d.decision.valid_to)),
    required("许可机关", "decision.deciding_authority", Text(|d| &mut d.decision.deciding_authority)),
    required("许可机关统一社会信用代码", "decision.deciding_authority_uscc", Text(|d| &mut d.decision.deciding_authority_uscc)),
    optional("当前状态", "decision.published_state", Code(words::published_state)),
    required("数据来源单位", "decision.data_source", Text(|d| &mut d.decision.data_source)),
    required("数据来源单位统一社会信用代码", "decision.data_source_uscc", Text(|d| &mut d.decision.data_source_uscc)),
    optional("备注", "decision.remark", Text(|d| &mut d.decision.remark)),
];

/// The heading of the column that fills a field, as violations name it.
pub(crate) fn column_of(field: &str) -> Option<&'static str> {
    let field = match field {
        "personal.person_name" => "decision.counterparty_name",
        "decision.licence_kind_text" => "decision.licence_kind",
        other => other,
    };
    COLUMNS.iter().find(|column| column.field == field).map(|column| column.heading)
}
