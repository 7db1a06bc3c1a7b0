//! What makes a submission the same as an earlier one (§ duplicates: the same content again is a duplicate).

use prost::Message;
use proto::exchange::v1::{LicenceDecision, PersonalData};
use seal::Index;

use crate::model::Digests;

/// The keyed digests of a checked submission, before its item is resolved.
pub(super) fn digests(index: &Index, content: &LicenceDecision, personal: &PersonalData) -> Digests {
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
