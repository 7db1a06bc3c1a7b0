//! What stands on a message besides its body, and what must be true of it before anything is believed.

use bytes::Bytes;
use ids::MessageId;

use crate::{
    digest::{hex, sha256, sha256_of_parts},
    subject::Subject,
};

/// Header with the id of the message.
pub(crate) const MESSAGE_ID: &str = "Shenguan-Message-Id";
/// Header with the SHA-256 of the body, hexadecimal.
pub(crate) const BODY_SHA256: &str = "Shenguan-Body-Sha256";
/// Header with the version of these headers.
pub(crate) const SCHEMA: &str = "Shenguan-Schema";
/// Header with the W3C trace context.
pub(crate) const TRACEPARENT: &str = "traceparent";

/// Largest body, in bytes: with headers it fits the broker's 1 MiB. The table `mailbox.message` refuses more,
/// too.
pub(crate) const LARGEST_BODY: usize = 768 * 1024;

/// A message as it came off the wire, whatever the wire was. Nothing of it is believed yet but `peer`.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// The service that it comes from, as the wire proves it: the owner of the stream, or of the certificate.
    pub peer: String,
    /// Subject.
    pub subject: String,
    /// Header `Shenguan-Message-Id`.
    pub message_id: Option<String>,
    /// Header `Shenguan-Body-Sha256`.
    pub body_sha256: Option<String>,
    /// Header `traceparent`.
    pub traceparent: Option<String>,
    /// Body.
    pub body: Bytes,
}

/// A message that is well formed, whole, and for us.
#[derive(Clone, Debug)]
pub(crate) struct Envelope {
    pub(crate) id: MessageId,
    pub(crate) sender: String,
    pub(crate) event: String,
    pub(crate) subject: String,
    pub(crate) traceparent: Option<String>,
    pub(crate) body: Bytes,
    pub(crate) body_sha256: [u8; 32],
    pub(crate) is_receipts: bool,
}

/// Why a message is not believed.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub(crate) enum Defect {
    #[error("the subject is not one of this county's")]
    Subject,
    #[error("it is addressed to another service")]
    Receiver,
    #[error("its subject names another sender than the one it came from")]
    Sender,
    #[error("the header with the message id is missing or not a UUID")]
    MessageId,
    #[error("the body has {0} bytes, at most {LARGEST_BODY} are taken")]
    Oversized(usize),
    #[error("the body does not have the SHA-256 that its header names")]
    Hash,
}

impl Incoming {
    /// Checks everything that can be checked without the database.
    pub(crate) fn open(&self, county: &str, me: &str) -> Result<Envelope, Defect> {
        let subject = Subject::parse(&self.subject)
            .filter(|subject| subject.county == county)
            .ok_or(Defect::Subject)?;
        if subject.receiver != me {
            return Err(Defect::Receiver);
        }
        if subject.sender != self.peer {
            return Err(Defect::Sender);
        }
        let id = self.message_id.as_deref().and_then(|id| id.parse().ok()).ok_or(Defect::MessageId)?;
        if self.body.len() > LARGEST_BODY {
            return Err(Defect::Oversized(self.body.len()));
        }
        let body_sha256 = sha256(&self.body);
        if self.body_sha256.as_deref() != Some(hex(&body_sha256).as_str()) {
            return Err(Defect::Hash);
        }
        Ok(Envelope {
            id,
            sender: self.peer.clone(),
            event: subject.event.to_owned(),
            is_receipts: subject.is_receipts(),
            subject: self.subject.clone(),
            traceparent: self.traceparent.clone(),
            body: self.body.clone(),
            body_sha256,
        })
    }

    /// What makes two copies the same rubbish: everything but the headers that differ between resends.
    pub(crate) fn raw_sha256(&self) -> [u8; 32] {
        let id = self.message_id.as_deref().unwrap_or_default();
        sha256_of_parts(&[self.subject.as_bytes(), id.as_bytes(), &self.body])
    }
}

impl Envelope {
    /// The verb of its subject.
    pub(crate) fn verb(&self) -> Option<&str> {
        Subject::parse(&self.subject).map(|subject| subject.verb)
    }

    /// As [`Incoming::raw_sha256`].
    pub(crate) fn raw_sha256(&self) -> [u8; 32] {
        sha256_of_parts(&[self.subject.as_bytes(), self.id.to_string().as_bytes(), &self.body])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sound() -> Incoming {
        Incoming {
            peer: "approval".into(),
            subject: "shenguan.v1.371322.push.approval.supervision.push_sent".into(),
            message_id: Some(MessageId::generate().to_string()),
            body_sha256: Some(hex(&sha256(b"fact"))),
            traceparent: None,
            body: Bytes::from_static(b"fact"),
        }
    }

    fn defect(change: impl FnOnce(&mut Incoming)) -> Defect {
        let mut incoming = sound();
        change(&mut incoming);
        incoming.open("371322", "supervision").unwrap_err()
    }

    #[test]
    fn a_sound_message_opens() {
        let envelope = sound().open("371322", "supervision").unwrap();
        assert_eq!((envelope.event.as_str(), envelope.is_receipts), ("push_sent", false));
    }

    #[test]
    fn each_defect_is_named() {
        assert_eq!(defect(|m| m.subject = m.subject.replace("371322", "371323")), Defect::Subject);
        assert_eq!(defect(|m| m.subject = m.subject.replace("supervision", "meeting")), Defect::Receiver);
        assert_eq!(defect(|m| m.peer = "meeting".into()), Defect::Sender);
        assert_eq!(defect(|m| m.message_id = None), Defect::MessageId);
        assert_eq!(defect(|m| m.message_id = Some("1".into())), Defect::MessageId);
        assert_eq!(defect(|m| m.body = Bytes::from_static(b"fict")), Defect::Hash);
        assert_eq!(defect(|m| m.body_sha256 = None), Defect::Hash);
        assert_eq!(
            defect(|m| m.body = vec![0; LARGEST_BODY + 1].into()),
            Defect::Oversized(LARGEST_BODY + 1)
        );
    }

    #[test]
    fn the_largest_body_is_taken() {
        let mut incoming = sound();
        incoming.body = vec![0; LARGEST_BODY].into();
        incoming.body_sha256 = Some(hex(&sha256(&incoming.body)));
        assert!(incoming.open("371322", "supervision").is_ok());
    }
}
