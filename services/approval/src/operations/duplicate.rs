//! Why is a decision a duplicate (重复)? Because one of its unit with the same document and certificate number was recorded before, with the
//! same content. With other content it is refused (`DECISION_EXISTS`): a change is a decision of its own (Art. 22(2)).
//!
//! The content is compared by keyed digests of what was first submitted, so that neither the item that was found for it nor what was
//! completed since makes a repeat another decision. A row of a publicity file is compared by what such files carry: a decision that was
//! recorded in full is known again in the month's file.

use std::collections::HashMap;

use prost::Message;
use proto::exchange::v1::{LicenceDecision, PersonalData};
use refusal::{Refusal, articles};
use seal::Index;
use sqlx::PgConnection;

use super::{Draft, RecordContext};
use crate::{
    model::{Decision, Digests, Numbers},
    rules::decision_content::Completeness,
    store,
};

/// What makes a submission the one or the other.
pub(super) struct Submission {
    pub(super) numbers: Numbers,
    pub(super) digests: Digests,
    completeness: Completeness,
}

impl Submission {
    pub(super) fn of(with: &RecordContext<'_>, draft: &Draft) -> Self {
        let content = draft.checked.content();
        let personal = draft.checked.personal();
        let findable = |shown: &str, whole: &str| with.index.findable(shown, whole);
        Self {
            numbers: Numbers {
                document: findable(&content.document_number, &personal.document_number),
                certificate: findable(&content.certificate_number, &personal.certificate_number),
            },
            digests: digests(with.index, content, personal),
            completeness: draft.completeness,
        }
    }

    /// The decision that it repeats: `earlier`, which has the same numbers, if it has the same content, too.
    pub(super) fn repeats(&self, earlier: &Decision) -> Result<Decision, Refusal> {
        let same = match self.completeness {
            Completeness::Full => self.digests.full == earlier.digests.full,
            Completeness::PublicityFile => self.digests.publicity == earlier.digests.publicity,
        };
        if same { Ok(earlier.clone()) } else { Err(recorded_otherwise(earlier)) }
    }
}

/// The decisions that were recorded before under the numbers of these submissions.
pub(super) async fn recorded_before(
    tx: &mut PgConnection,
    with: &RecordContext<'_>,
    submissions: &[Submission],
) -> Result<HashMap<Numbers, Decision>, sqlx::Error> {
    let numbers: Vec<&Numbers> = submissions.iter().map(|submission| &submission.numbers).collect();
    store::decision::find_numbered(tx, with.keys(), with.unit, &numbers).await
}

/// The keyed digests of a checked submission, before its item is resolved.
fn digests(index: &Index, content: &LicenceDecision, personal: &PersonalData) -> Digests {
    // A publicity file has none of these, so a decision recorded in full is known again without them.
    let carried = LicenceDecision {
        item_code: String::new(),
        item_name: String::new(),
        case_number: String::new(),
        premises_address: String::new(),
        division_code: String::new(),
        displayed_authority: String::new(),
        commitment: false,
        commitment_terms: None,
        missing_fields: Vec::new(),
        item_base_code: String::new(),
        displayed_authority_code: String::new(),
        special_procedure: 0,
        joint_review_id: String::new(),
        street: String::new(),
        latitude: None,
        longitude: None,
        sensitivity: 0,
        ..content.clone()
    };
    let carried_personal =
        PersonalData { contact_name: String::new(), contact_phone: String::new(), ..personal.clone() };
    Digests { full: digest(index, content, personal), publicity: digest(index, &carried, &carried_personal) }
}

fn digest(index: &Index, content: &LicenceDecision, personal: &PersonalData) -> Vec<u8> {
    let mut bytes = content.encode_length_delimited_to_vec();
    bytes.extend(personal.encode_to_vec());
    index.digest(&bytes).to_vec()
}

fn recorded_otherwise(earlier: &Decision) -> Refusal {
    let at = clock::in_county(earlier.recorded_at).strftime("%Y-%m-%d %H:%M:%S");
    Refusal::precondition(
        "DECISION_EXISTS",
        format!("recorded at {at} with other content as {}", earlier.id),
        format!("该文书号和许可编号已于{at}登记（{}），内容不同", earlier.id),
    )
    .under(articles::ART_22_2)
    .with("decision_id", earlier.id)
}
