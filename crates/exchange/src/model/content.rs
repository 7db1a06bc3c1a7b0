//! Art. 22, 23 — What a push tells. The exchange seals, keeps and carries it, and knows of it only what stands here.

use duty::{ClockRule, Subject, SubjectKind, clocks};
use ids::Uuid;
use prost::Message;
use proto::{
    exchange::v1::{LicenceDecision, PersonalData, Push as ProtoPush},
    words::exchange::PushKind,
};
use seal::free_text::People;

/// A content, without its personal data, which rest and travel sealed beside it.
#[derive(Clone, PartialEq, Debug)]
pub enum Content {
    /// 许可决定.
    LicenceDecision(LicenceDecision),
}

/// The sender's clock of a kind; it ends when the push was accepted and routed.
pub fn push_rule(kind: PushKind) -> &'static ClockRule {
    match kind {
        PushKind::LicenceDecision => &clocks::C1,
    }
}

/// The recipient's clock of a kind, where a claim is owed.
pub fn claim_rule(kind: PushKind) -> &'static ClockRule {
    match kind {
        PushKind::LicenceDecision => &clocks::C2,
    }
}

impl Content {
    /// Its kind.
    pub fn kind(&self) -> PushKind {
        match self {
            Self::LicenceDecision(_) => PushKind::LicenceDecision,
        }
    }

    /// The decision, if it is one.
    pub fn licence_decision(&self) -> Option<&LicenceDecision> {
        match self {
            Self::LicenceDecision(decision) => Some(decision),
        }
    }

    /// What it is about: the name and the number by which people know it, and its item.
    fn parts(&self) -> [&str; 3] {
        match self {
            Self::LicenceDecision(decision) => {
                [&decision.item_name, &decision.document_number, &decision.item_code]
            }
        }
    }

    /// The sender's record, as a duty is about it.
    pub fn of_record(&self, id: Uuid) -> Subject {
        match self {
            Self::LicenceDecision(_) => self.subject(SubjectKind::Decision, id),
        }
    }

    /// A delivery of it, as a duty is about it.
    pub fn of_delivery(&self, id: Uuid) -> Subject {
        self.subject(SubjectKind::Delivery, id)
    }

    fn subject(&self, kind: SubjectKind, id: Uuid) -> Subject {
        let [name, number, item_code] = self.parts().map(ToOwned::to_owned);
        Subject { kind, id, name, number, item_code }
    }

    /// A line that people can read.
    pub fn title(&self) -> String {
        self.of_record(Uuid::nil()).title()
    }

    /// The item, for filters; empty where it is of none.
    pub fn item_code(&self) -> &str {
        let [.., item_code] = self.parts();
        item_code
    }

    /// The people of it, who stand masked in whatever is written about it.
    pub fn people<'a>(&self, personal: &'a PersonalData) -> People<'a> {
        match self {
            Self::LicenceDecision(_) => people(personal),
        }
    }

    /// As it rests.
    pub fn encode(&self) -> Vec<u8> {
        match self {
            Self::LicenceDecision(decision) => decision.encode_to_vec(),
        }
    }

    /// What rests.
    pub fn decode(kind: PushKind, bytes: &[u8]) -> Result<Self, prost::DecodeError> {
        match kind {
            PushKind::LicenceDecision => LicenceDecision::decode(bytes).map(Self::LicenceDecision),
        }
    }

    /// Puts it into its push on the wire.
    pub fn put(self, wire: &mut ProtoPush) {
        wire.kind = self.kind().into();
        match self {
            Self::LicenceDecision(decision) => wire.decision = Some(decision),
        }
    }

    /// Takes it out of a push on the wire; `None` for a kind that is not known here, or where it is missing.
    pub fn take(wire: &mut ProtoPush) -> Option<Self> {
        match wire.kind().word()? {
            PushKind::LicenceDecision => wire.decision.take().map(Self::LicenceDecision),
        }
    }
}

/// The people of a decision, who stand masked in whatever is written about it.
pub fn people(personal: &PersonalData) -> People<'_> {
    People {
        names: vec![&personal.person_name, &personal.legal_representative, &personal.contact_name],
        numbers: vec![&personal.person_id_number, &personal.legal_representative_id_number],
        phones: vec![&personal.contact_phone],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_content_survives_the_database_and_the_wire() {
        let content = Content::LicenceDecision(LicenceDecision {
            item_name: "食品经营许可".to_owned(),
            document_number: "示例〔2026〕1号".to_owned(),
            item_code: "XK3713220002".to_owned(),
            ..LicenceDecision::default()
        });
        let kind = PushKind::named(content.kind().name()).unwrap();
        assert_eq!(Content::decode(kind, &content.encode()).unwrap(), content);
        let mut wire = ProtoPush::default();
        assert_eq!(Content::take(&mut wire), None);
        content.clone().put(&mut wire);
        assert_eq!(Content::take(&mut wire), Some(content.clone()));
        assert_eq!(
            (content.title().as_str(), content.item_code()),
            ("食品经营许可　示例〔2026〕1号", "XK3713220002")
        );
    }
}
