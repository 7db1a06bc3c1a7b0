//! ListSubjects.

use ids::Uuid;
use jiff::Timestamp;
use prost::Message;
use proto::supervision::v1::{ListSubjectsRequest, ListSubjectsResponse};
use refusal::{Refusal, is_hidden};
use seal::Index;
use shell::{Caller, Error, Page, as_caller};

use super::present;
use crate::{app::App, store::subject};

/// The longest name of anything in the register, in characters.
const LONGEST: usize = 200;

/// The register of the caller's unit, in order of entry. An identity number and the name of a natural person are searched by their keyed
/// hashes.
pub(super) async fn list_subjects(
    app: App,
    caller: Caller,
    request: ListSubjectsRequest,
) -> Result<ListSubjectsResponse, Error> {
    let page = page(&request)?;
    let index = &app.exchange.host.index;
    let name = text("name", &request.name)?;
    let filter = subject::Filter {
        name_key: index.hash(&name).to_vec(),
        name,
        certificate_name: text("certificate_name", &request.certificate_name)?,
        numbers: index.sought(&text("number", &request.number)?),
        identities: identities(index, &text("subject_number", &request.subject_number)?),
        unclaimed_only: request.unclaimed_only,
        after: page.after,
        limit: page.limit(),
    };
    let mut tx = as_caller(&app.exchange.doors, &caller).await?;
    let rows = subject::list(&mut tx, &caller.unit, &filter).await?;
    let (rows, next_page_token) = page.cut(rows, |row| (row.created_at.to_jiff(), row.id));
    let subjects = rows.into_iter().map(present::subject).collect();
    Ok(ListSubjectsResponse { subjects, next_page_token })
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

fn page(request: &ListSubjectsRequest) -> Result<Page<(Timestamp, Uuid)>, Error> {
    let filter = ListSubjectsRequest { page_size: 0, page_token: String::new(), ..request.clone() };
    Ok(Page::parse(request.page_size, &request.page_token, &filter.encode_to_vec())?)
}
