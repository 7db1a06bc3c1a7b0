//! What a list may show of personal data (个人信息保护法): enough to tell two rows apart, not enough to use.

/// Surnames of two characters (复姓) that are in use.
const COMPOUND_SURNAMES: &[&str] = &[
    "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "司徒", "令狐", "夏侯", "端木",
    "独孤", "南宫", "西门", "宇文", "长孙", "轩辕", "淳于", "单于", "太史", "申屠", "公羊", "万俟", "闻人",
    "钟离", "呼延", "赫连", "澹台", "濮阳", "拓跋", "百里", "东郭", "司空", "闾丘", "左丘", "公冶", "宗政",
    "太叔",
];

/// A person's name: the surname, then a star for each other character: `张*`, `欧阳**`.
pub fn name(name: &str) -> String {
    let name = name.trim();
    let characters = name.chars().count();
    let compound = characters > 2 && COMPOUND_SURNAMES.iter().any(|surname| name.starts_with(surname));
    ends(name, if compound { 2 } else { 1 }, 0)
}

/// An identity number: `371322********0013`. Of shorter numbers, such as a passport's, only the last two characters.
pub fn identity_number(number: &str) -> String {
    let number = number.trim();
    if number.chars().count() >= 15 { ends(number, 6, 4) } else { ends(number, 0, 2) }
}

/// A telephone number: `138****1234`. Of shorter numbers only the last two digits.
pub fn phone(number: &str) -> String {
    let number = number.trim();
    if number.chars().count() >= 11 { ends(number, 3, 4) } else { ends(number, 0, 2) }
}

/// The first and the last characters; a star for each one between. All stars where nothing would be hidden.
fn ends(text: &str, first: usize, last: usize) -> String {
    let characters = text.chars().count();
    let shown = |place: usize| characters > first + last && (place < first || place >= characters - last);
    text.chars().enumerate().map(|(place, c)| if shown(place) { c } else { '*' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_only_its_surname() {
        let table = [
            ("张三", "张*"),
            ("张三丰", "张**"),
            ("欧阳娜娜", "欧阳**"),
            ("欧阳某", "欧阳*"),
            ("欧阳", "欧*"),
            ("张", "*"),
            ("", ""),
        ];
        for (clear, masked) in table {
            assert_eq!(name(clear), masked, "{clear}");
        }
    }

    #[test]
    fn an_identity_number_keeps_division_and_end() {
        assert_eq!(identity_number("371322189901010013"), "371322********0013");
        assert_eq!(identity_number("YY0000000"), "*******00");
        assert_eq!(identity_number("1"), "*");
    }

    #[test]
    fn a_phone_keeps_start_and_end() {
        assert_eq!(phone("19900001234"), "199****1234");
        assert_eq!(phone("6220000"), "*****00");
    }
}
