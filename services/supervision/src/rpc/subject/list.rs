//! The register of the caller's unit, in order of entry. An identity number and the name of a natural person are searched by their keyed
//! hashes.

use ids::Uuid;
use jiff::Timestamp;
use proto::supervision::v1::{ListSubjectsRequest, ListSubjectsResponse};
use refusal::{Refusal, is_hidden};
use seal::Index;
use shell::{Error, Page, Read, View};

use super::present;
use crate::{App, store::subject};

/// The longest name of anything in the register, in characters.
const LONGEST: usize = 200;

impl Read<App> for ListSubjectsRequest {
    async fn read(self, app: &App, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let page = Page::<(Timestamp, Uuid)>::of(&self)?;
        let index = &app.exchange.host.index;
        let name = text("name", &self.name)?;
        let filter = subject::Filter {
            name_key: index.hash(&name).to_vec(),
            name,
            certificate_name: text("certificate_name", &self.certificate_name)?,
            numbers: index.sought(&text("number", &self.number)?),
            identities: identities(index, &text("subject_number", &self.subject_number)?),
            unclaimed_only: self.unclaimed_only,
            after: page.after,
            limit: page.limit(),
        };
        let rows = subject::list(view.tx, &view.caller.unit, &filter).await?;
        let (rows, next_page_token) = page.cut(rows, |row| (row.created_at.to_jiff(), row.id));
        let subjects = rows.into_iter().map(present::subject).collect();
        Ok(ListSubjectsResponse { subjects, next_page_token })
    }
}

/// A text to search for. It is never shown again: it may be personal data.
fn text(field: &str, text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    if text.chars().count() > LONGEST {
        return Err(Refusal::field(field, "too_long", "at most 200 characters", "不超过200个字"));
    }
    if text.chars().any(is_hidden) {
        let en = "characters that cannot be seen are not allowed";
        return Err(Refusal::field(field, "characters", en, "不得含不可见字符"));
    }
    Ok(text.to_owned())
}

/// What a number may be in the register: a credit code as it is, or an identity number as its hash.
fn identities(index: &Index, number: &str) -> Option<Vec<Vec<u8>>> {
    if number.is_empty() {
        return None;
    }
    Some(vec![number.to_ascii_uppercase().into_bytes(), index.hash(number).to_vec()])
}
