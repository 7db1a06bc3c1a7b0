//! An entry of the register: a licence of a subject, delivered to a unit. A subject is the same where its credit code is, or the keyed
//! hash of its identity number.

use ids::{DeliveryId, UnitCode};
use jiff::{Timestamp, civil::Date};
use proto::{
    exchange::v1::{LicenceDecision, PersonalData},
    words::exchange::CounterpartyKind,
};
use seal::Index;

/// A licence that enters a unit's register.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// The delivery that brought it.
    pub(crate) delivery: DeliveryId,
    /// The unit in whose register it enters.
    pub(crate) unit: UnitCode,
    /// Kind of its subject.
    pub(crate) kind: CounterpartyKind,
    /// What makes it the same subject: the credit code, or a keyed hash of the identity number.
    pub(crate) identity: Vec<u8>,
    /// A keyed hash of the name of a natural person.
    pub(crate) name_key: Option<Vec<u8>>,
    /// The decision, without personal data; it names the subject, masked where it is a person.
    pub(crate) decision: LicenceDecision,
    /// The document's number as it is kept to be found by.
    pub(crate) document_number: String,
    /// The certificate's.
    pub(crate) certificate_number: String,
    /// Day of the decision.
    pub(crate) decided_on: Date,
    /// When it was delivered.
    pub(crate) received_at: Timestamp,
}

impl Entry {
    /// The entry of a delivered decision; `None` when the decision says nothing by which its subject could be known.
    pub(crate) fn of(
        delivery: DeliveryId,
        unit: UnitCode,
        decision: &LicenceDecision,
        personal: &PersonalData,
        received_at: Timestamp,
        index: &Index,
    ) -> Option<Self> {
        let kind = decision.counterparty_kind().word()?;
        let is_person = kind == CounterpartyKind::Person;
        let number = if is_person { &personal.person_id_number } else { &decision.counterparty_uscc };
        if number.is_empty() {
            return None;
        }
        let identity = if is_person { index.hash(number).to_vec() } else { number.clone().into_bytes() };
        let name_key = is_person.then(|| index.hash(&personal.person_name).to_vec());
        let decided_on = decision.decided_on.parse().ok()?;
        Some(Self {
            delivery,
            unit,
            kind,
            identity,
            name_key,
            decision: decision.clone(),
            document_number: index.findable(&decision.document_number, &personal.document_number),
            certificate_number: index.findable(&decision.certificate_number, &personal.certificate_number),
            decided_on,
            received_at,
        })
    }
}
