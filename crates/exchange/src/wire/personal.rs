//! Personal data as lists show it: in clear only a Get gives it, and that is recorded.

use proto::exchange::v1::PersonalData;
use seal::mask;

/// The masked form: enough to recognise a case one knows, not enough to learn who it is.
pub fn mask_personal(personal: &PersonalData) -> PersonalData {
    PersonalData {
        person_name: mask::name(&personal.person_name),
        person_id_number: mask::identity_number(&personal.person_id_number),
        legal_representative: mask::name(&personal.legal_representative),
        legal_representative_id_number: mask::identity_number(&personal.legal_representative_id_number),
        contact_name: mask::name(&personal.contact_name),
        contact_phone: mask::phone(&personal.contact_phone),
        // The decision shows these masked.
        document_number: String::new(),
        certificate_number: String::new(),
    }
}
