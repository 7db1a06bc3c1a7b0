//! The approved templates of SMS: what a provider lets us say for each kind of message.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::cut;

/// All templates, by provider and kind of message.
#[derive(Clone, Default, Debug)]
pub struct Templates(BTreeMap<(String, String), Template>);

/// One row of the table.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// `aliyun`, `tencent` or `gateway`.
    pub provider: String,
    /// The kind of message it is for.
    pub kind: String,
    /// The approved signature (签名), without brackets.
    pub sign: String,
    /// What the provider calls the template.
    pub id: String,
    /// The template's variables in order; each is a name in [`crate::Outgoing::params`].
    pub params: Vec<String>,
    /// Most characters that one variable may stand for; longer ones are cut.
    pub max_length: usize,
}

/// Kinds in use that have no template.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("{provider} has no sms template for: {}", kinds.join(", "))]
pub struct MissingTemplates {
    /// The provider in use.
    pub provider: String,
    /// Kinds of messages that are in use.
    pub kinds: Vec<String>,
}

impl Templates {
    /// A table; of two rows for the same, the later counts.
    pub fn new(rows: impl IntoIterator<Item = Template>) -> Self {
        Self(rows.into_iter().map(|row| ((row.provider.clone(), row.kind.clone()), row)).collect())
    }

    /// Names the kinds in use that have no template of the provider: a service with one does not start.
    pub fn check<'a>(
        &self,
        provider: &str,
        kinds: impl IntoIterator<Item = &'a str>,
    ) -> Result<(), MissingTemplates> {
        let without = |kind: &&str| self.find(provider, kind).is_none();
        let kinds: Vec<String> = kinds.into_iter().filter(without).map(str::to_owned).collect();
        if kinds.is_empty() { Ok(()) } else { Err(MissingTemplates { provider: provider.to_owned(), kinds }) }
    }

    pub(crate) fn find(&self, provider: &str, kind: &str) -> Option<&Template> {
        self.0.get(&(provider.to_owned(), kind.to_owned()))
    }
}

impl Template {
    /// What its variables stand for, in order; else the name of one that stands for nothing.
    pub(crate) fn fill(&self, values: &BTreeMap<String, String>) -> Result<Vec<(&str, String)>, &str> {
        let mut filled = Vec::with_capacity(self.params.len());
        for name in &self.params {
            let value = values.get(name).ok_or(name.as_str())?;
            filled.push((name.as_str(), cut::to_characters(value, self.max_length)));
        }
        Ok(filled)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn template() -> Template {
        Template {
            provider: "tencent".to_owned(),
            kind: "duty.due_soon".to_owned(),
            sign: "审管联动".to_owned(),
            id: "1110".to_owned(),
            params: vec!["item".to_owned(), "due".to_owned()],
            max_length: 5,
        }
    }

    #[test]
    fn a_kind_in_use_without_a_template_is_named() {
        let templates = Templates::new([template()]);
        assert_eq!(templates.check("tencent", ["duty.due_soon"]), Ok(()));
        let missing = templates.check("tencent", ["duty.overdue", "duty.due_soon", "digest"]).unwrap_err();
        assert_eq!(missing.to_string(), "tencent has no sms template for: duty.overdue, digest");
        assert!(templates.check("aliyun", ["duty.due_soon"]).is_err());
    }

    #[test]
    fn variables_are_filled_in_order_and_cut() {
        let values = BTreeMap::from([
            ("due".to_owned(), "10月9日".to_owned()),
            ("item".to_owned(), "食品生产许可证核发".to_owned()),
            ("other".to_owned(), "x".to_owned()),
        ]);
        let filled = [("item", "食品生产…".to_owned()), ("due", "10月9日".to_owned())];
        assert_eq!(template().fill(&values).unwrap(), filled);
        assert_eq!(template().fill(&BTreeMap::new()), Err("item"));
    }
}
