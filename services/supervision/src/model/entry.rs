//! An entry of the register: a licence of a subject, delivered to a unit.

use ids::{DeliveryId, UnitCode};
use jiff::{Timestamp, civil::Date};
use proto::exchange::v1::{CounterpartyKind, LicenceDecision, PersonalData};
use seal::Index;

/// Kind of subject.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Kind {
    /// 法人及非法人组织.
    Organisation,
    /// 自然人.
    Person,
    /// 个体工商户.
    SoleTrader,
}

impl Kind {
    /// Name in the database.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Organisation => "organisation",
            Self::Person => "person",
            Self::SoleTrader => "sole_trader",
        }
    }

    /// Kind of a name in the database, for the wire.
    pub(crate) fn named(name: &str) -> CounterpartyKind {
        match name {
            "organisation" => CounterpartyKind::Organisation,
            "person" => CounterpartyKind::Person,
            "sole_trader" => CounterpartyKind::SoleTrader,
            _ => CounterpartyKind::Unspecified,
        }
    }
}

/// A licence that enters a unit's register.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// The delivery that brought it.
    pub(crate) delivery: DeliveryId,
    /// The unit in whose register it enters.
    pub(crate) unit: UnitCode,
    /// Kind of its subject.
    pub(crate) kind: Kind,
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
        let kind = match decision.counterparty_kind() {
            CounterpartyKind::Organisation => Kind::Organisation,
            CounterpartyKind::Person => Kind::Person,
            CounterpartyKind::SoleTrader => Kind::SoleTrader,
            CounterpartyKind::Unspecified => return None,
        };
        let number =
            if kind == Kind::Person { &personal.person_id_number } else { &decision.counterparty_uscc };
        if number.is_empty() {
            return None;
        }
        let identity =
            if kind == Kind::Person { index.hash(number).to_vec() } else { number.clone().into_bytes() };
        let name_key = (kind == Kind::Person).then(|| index.hash(&personal.person_name).to_vec());
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
