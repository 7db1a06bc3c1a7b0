//! Art. 22, 23 — What a push tells. The exchange seals, keeps and carries it, and knows of it only what stands here.

use duty::{ClockRule, Subject, clocks};
use ids::Uuid;
use prost::Message;
use proto::exchange::v1::{LicenceDecision, PersonalData, Push as ProtoPush, PushKind};
use seal::free_text::People;

/// What kinds there are.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum ContentKind {
    /// 许可决定 (Art. 22).
    LicenceDecision,
}

/// A content, without its personal data, which rest and travel sealed beside it.
#[derive(Clone, PartialEq, Debug)]
pub enum Content {
    /// 许可决定.
    LicenceDecision(LicenceDecision),
}

impl ContentKind {
    const ALL: [Self; 1] = [Self::LicenceDecision];

    /// Name in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::LicenceDecision => "licence_decision",
        }
    }

    /// The kind of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Number on the wire.
    pub fn to_proto(self) -> PushKind {
        match self {
            Self::LicenceDecision => PushKind::LicenceDecision,
        }
    }

    /// The clock of its sender, which ends when it was accepted and routed.
    pub fn push_clock(self) -> &'static ClockRule {
        match self {
            Self::LicenceDecision => &clocks::C1,
        }
    }

    /// The clock of each recipient whose role owes a claim.
    pub fn claim_clock(self) -> &'static ClockRule {
        match self {
            Self::LicenceDecision => &clocks::C2,
        }
    }

    /// What the sender's record is called among the subjects of duties.
    fn record(self) -> &'static str {
        match self {
            Self::LicenceDecision => "decision",
        }
    }
}

impl Content {
    /// Its kind.
    pub fn kind(&self) -> ContentKind {
        match self {
            Self::LicenceDecision(_) => ContentKind::LicenceDecision,
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
        self.subject(self.kind().record(), id)
    }

    /// A delivery of it, as a duty is about it.
    pub fn of_delivery(&self, id: Uuid) -> Subject {
        self.subject("delivery", id)
    }

    fn subject(&self, kind: &'static str, id: Uuid) -> Subject {
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
    pub fn decode(kind: ContentKind, bytes: &[u8]) -> Result<Self, prost::DecodeError> {
        match kind {
            ContentKind::LicenceDecision => LicenceDecision::decode(bytes).map(Self::LicenceDecision),
        }
    }

    /// Puts it into its push on the wire.
    pub fn put(self, wire: &mut ProtoPush) {
        wire.kind = self.kind().to_proto().into();
        match self {
            Self::LicenceDecision(decision) => wire.decision = Some(decision),
        }
    }

    /// Takes it out of a push on the wire; `None` for a kind that is not known here, or where it is missing.
    pub fn take(wire: &mut ProtoPush) -> Option<Self> {
        match wire.kind() {
            PushKind::Unspecified => None,
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
        let kind = ContentKind::named(content.kind().name()).unwrap();
        assert_eq!(Content::decode(kind, &content.encode()).unwrap(), content);
        let mut wire = ProtoPush::default();
        assert_eq!(Content::take(&mut wire), None);
        content.clone().put(&mut wire);
        assert_eq!(Content::take(&mut wire), Some(content.clone()));
        assert_eq!(
            (content.title().as_str(), content.item_code()),
            ("食品经营许可　示例〔2026〕1号", "XK3713220002")
        );
        assert_eq!(ContentKind::named("proposal"), None);
    }
}
