//! The columns of the publicity standard, and the field that each fills.

use refusal::Refusal;

use super::{draft::Draft, draft::words, read::unreadable, table::Cell};
use crate::rules::plain_text::for_matching;

/// A known column.
pub(super) struct Column {
    /// Its heading in the standard.
    pub(super) heading: &'static str,
    /// The field that it fills, as violations name it.
    field: &'static str,
    /// Whether a file without it is refused.
    is_required: bool,
    /// Puts a cell into the draft.
    pub(super) fill: fn(&mut Draft, String),
}

const fn required(heading: &'static str, field: &'static str, fill: fn(&mut Draft, String)) -> Column {
    Column { heading, field, is_required: true, fill }
}

const fn optional(heading: &'static str, field: &'static str, fill: fn(&mut Draft, String)) -> Column {
    Column { heading, field, is_required: false, fill }
}

/// In the order of the standard.
pub(super) const COLUMNS: [Column; 28] = [
    required("行政相对人名称", "decision.counterparty_name", |d, text| {
        d.decision.counterparty_name = text;
    }),
    required("行政相对人类别", "decision.counterparty_kind", |d, text| {
        d.decision.counterparty_kind = words::counterparty_kind(&text);
    }),
    required("行政相对人代码_1(统一社会信用代码)", "decision.counterparty_uscc", |d, text| {
        d.decision.counterparty_uscc = text;
    }),
    optional("行政相对人代码_2(工商注册号)", "decision.registration_number", |d, text| {
        d.decision.registration_number = text;
    }),
    optional("行政相对人代码_3(组织机构代码)", "decision.organisation_code", |d, text| {
        d.decision.organisation_code = text;
    }),
    optional("行政相对人代码_4(税务登记号)", "decision.tax_number", |d, text| {
        d.decision.tax_number = text;
    }),
    optional("行政相对人代码_5(事业单位证书号)", "decision.institution_number", |d, text| {
        d.decision.institution_number = text;
    }),
    optional(
        "行政相对人代码_6(社会组织登记证号)",
        "decision.social_organisation_number",
        |d, text| {
            d.decision.social_organisation_number = text;
        },
    ),
    required("法定代表人", "personal.legal_representative", |d, text| {
        d.personal.legal_representative = text;
    }),
    optional("法定代表人证件类型", "decision.legal_representative_id_type", |d, text| {
        d.decision.legal_representative_id_type = text;
    }),
    optional("法定代表人证件号码", "personal.legal_representative_id_number", |d, text| {
        d.personal.legal_representative_id_number = text;
    }),
    required("证件类型", "decision.person_id_type", |d, text| {
        d.decision.person_id_type = text;
    }),
    required("证件号码", "personal.person_id_number", |d, text| {
        d.personal.person_id_number = text;
    }),
    required("行政许可决定文书名称", "decision.document_name", |d, text| {
        d.decision.document_name = text;
    }),
    required("行政许可决定文书号", "decision.document_number", |d, text| {
        d.decision.document_number = text;
    }),
    required("许可类别", "decision.licence_kind", |d, text| {
        (d.decision.licence_kind, d.decision.licence_kind_text) = words::licence_kind(&text);
    }),
    required("许可证书名称", "decision.certificate_name", |d, text| {
        d.decision.certificate_name = text;
    }),
    required("许可编号", "decision.certificate_number", |d, text| {
        d.decision.certificate_number = text;
    }),
    required("许可内容", "decision.content", |d, text| {
        d.decision.content = text;
    }),
    required("许可决定日期", "decision.decided_on", |d, text| {
        d.decision.decided_on = text;
    }),
    required("有效期自", "decision.valid_from", |d, text| {
        d.decision.valid_from = text;
    }),
    required("有效期至", "decision.valid_to", |d, text| {
        d.decision.valid_to = text;
    }),
    required("许可机关", "decision.deciding_authority", |d, text| {
        d.decision.deciding_authority = text;
    }),
    required("许可机关统一社会信用代码", "decision.deciding_authority_uscc", |d, text| {
        d.decision.deciding_authority_uscc = text;
    }),
    optional("当前状态", "decision.published_state", |d, text| {
        let (state, doubt) = words::published_state(&text);
        d.decision.published_state = state;
        d.doubts.extend(doubt);
    }),
    required("数据来源单位", "decision.data_source", |d, text| {
        d.decision.data_source = text;
    }),
    required("数据来源单位统一社会信用代码", "decision.data_source_uscc", |d, text| {
        d.decision.data_source_uscc = text;
    }),
    optional("备注", "decision.remark", |d, text| {
        d.decision.remark = text;
    }),
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

/// A spreadsheet has no more columns, whatever a file says.
const MOST_COLUMNS: usize = 16_384;

/// For each column of the file, which known column it is. Headings are compared without white space and width; unknown ones
/// are passed over.
pub(super) fn heading<'a>(cells: impl Iterator<Item = Cell<'a>>) -> Result<Vec<Option<usize>>, Refusal> {
    let mut columns = Vec::new();
    for cell in cells {
        let name = for_matching(cell.text.trim_start_matches('\u{feff}'));
        let known = COLUMNS.iter().position(|column| for_matching(column.heading) == name);
        if known.is_some() && columns.contains(&known) {
            let name = cell.text.trim();
            return Err(unreadable(
                &format!("the column {name} appears twice"),
                &format!("列“{name}”重复出现"),
            ));
        }
        if cell.column >= MOST_COLUMNS {
            return Err(unreadable(
                "the heading has a cell beyond every spreadsheet",
                "表头的列数超过任何表格",
            ));
        }
        columns.resize(cell.column.max(columns.len()), None);
        columns.push(known);
    }
    let missing: Vec<_> = COLUMNS
        .iter()
        .enumerate()
        .filter(|(index, column)| column.is_required && !columns.contains(&Some(*index)))
        .map(|(_, column)| column.heading)
        .collect();
    if missing.is_empty() {
        return Ok(columns);
    }
    let missing = missing.join("、");
    Err(unreadable(
        &format!("the heading lacks these columns of the publicity standard: {missing}"),
        &format!("表头缺少以下列：{missing}"),
    ))
}
