//! Art. 22(2) — Which item (事项) a licence belongs to, where the source names only the certificate.
//!
//! A certificate name that fits one item decides. Where it fits several, the licence's content decides: the item whose name
//! it is, else the only one whose name it contains. Nothing is guessed: what remains open waits for a person.

use ids::ItemCode;

use super::plain_text::for_matching;

/// An item that a licence may belong to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Candidate<'a> {
    /// Its code.
    pub(crate) code: &'a ItemCode,
    /// 事项名称.
    pub(crate) name: &'a str,
    /// 许可证书名称.
    pub(crate) certificate: &'a str,
}

/// The item of a licence, or in Chinese why it stays open.
pub(crate) fn resolve<'a>(
    certificate_name: &str,
    content: &str,
    catalogue: &[Candidate<'a>],
) -> Result<Candidate<'a>, String> {
    let certificate = for_matching(certificate_name);
    if certificate.is_empty() {
        return Err("未填写许可证书名称，无法确定事项".to_owned());
    }
    let fitting: Vec<_> =
        catalogue.iter().copied().filter(|item| for_matching(item.certificate) == certificate).collect();
    match fitting.as_slice() {
        [] => Err(format!("事项目录中没有证书名称为“{}”的事项", certificate_name.trim())),
        [one] => Ok(*one),
        several => by_content(certificate_name, &for_matching(content), several),
    }
}

fn by_content<'a>(
    certificate_name: &str,
    content: &str,
    several: &[Candidate<'a>],
) -> Result<Candidate<'a>, String> {
    let equal: Vec<_> = several.iter().filter(|item| for_matching(item.name) == content).collect();
    if let [one] = equal.as_slice() {
        return Ok(**one);
    }
    let contained: Vec<_> =
        several.iter().filter(|item| content.contains(&for_matching(item.name))).collect();
    if let [one] = contained.as_slice() {
        return Ok(**one);
    }
    let names: Vec<_> = several.iter().map(|item| item.name).collect();
    Err(format!(
        "证书名称“{}”对应{}个事项（{}），许可内容未能确定是哪一个",
        certificate_name.trim(),
        several.len(),
        names.join("、")
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CATALOGUE: [(&str, &str, &str); 4] = [
        ("XK3713220007", "道路货物运输经营许可", "道路运输经营许可证"),
        ("XK3713220008", "道路旅客运输经营许可", "道路运输经营许可证"),
        ("XK3713220024", "烟花爆竹经营（零售）许可", "烟花爆竹经营（零售）许可证"),
        ("XK3713220001", "食品经营许可", "食品经营许可证"),
    ];

    fn item(certificate: &str, content: &str) -> Result<String, String> {
        let codes: Vec<ItemCode> = CATALOGUE.iter().map(|(code, ..)| code.parse().unwrap()).collect();
        let catalogue: Vec<_> = CATALOGUE
            .iter()
            .zip(&codes)
            .map(|((_, name, certificate), code)| Candidate { code, name, certificate })
            .collect();
        resolve(certificate, content, &catalogue).map(|found| found.code.to_string())
    }

    #[test]
    fn a_certificate_of_one_item_decides_whatever_the_content_says() {
        assert_eq!(item("食品经营许可证", "'; DROP TABLE licence; --"), Ok("XK3713220001".into()));
    }

    #[test]
    fn a_certificate_of_several_items_is_decided_by_the_content() {
        assert_eq!(item("道路运输经营许可证", "道路货物运输经营许可"), Ok("XK3713220007".into()));
        assert_eq!(item("道路运输经营许可证", "道路旅客运输经营许可（班车）"), Ok("XK3713220008".into()));
    }

    #[test]
    fn a_content_that_fits_none_or_several_stays_open_with_a_reason() {
        let reason = item("道路运输经营许可证", "运输").unwrap_err();
        assert!(reason.contains("道路货物运输经营许可、道路旅客运输经营许可"), "{reason}");
        assert!(item("道路运输经营许可证", "道路货物运输经营许可和道路旅客运输经营许可").is_err());
        assert!(item("道路运输经营许可证", "").is_err());
    }

    #[test]
    fn an_unknown_certificate_stays_open_with_a_reason() {
        assert_eq!(item("不存在的许可证", "").unwrap_err(), "事项目录中没有证书名称为“不存在的许可证”的事项");
        assert_eq!(item(" ", "食品经营许可").unwrap_err(), "未填写许可证书名称，无法确定事项");
    }

    #[test]
    fn brackets_of_either_width_fit() {
        assert_eq!(item("烟花爆竹经营(零售)许可证", ""), Ok("XK3713220024".into()));
    }
}
