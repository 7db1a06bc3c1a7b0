//! The keys under which personal data rests and travels.

use ids::PushId;
use mailbox::Rejected;
use prost::Message;
use proto::exchange::v1::PersonalData;
use seal::{Cleared, Keyring, SealError};
use shell::Error;

/// The exchange's keys; clones share them.
#[derive(Clone)]
pub struct Keys {
    /// This service's own key: personal data at rest.
    pub at_rest: Keyring,
    /// The key of this pair of services: personal data on the way.
    pub transport: Keyring,
}

impl Keys {
    /// Opens what rests with a push.
    pub fn open_at_rest(&self, push: PushId, sealed: &[u8]) -> Result<PersonalData, SealError> {
        decode(&self.at_rest.open(push.0.as_bytes(), sealed)?)
    }

    /// Opens what arrived with a push.
    pub fn open_transport(&self, push: PushId, sealed: &[u8]) -> Result<PersonalData, SealError> {
        decode(&self.transport.open(push.0.as_bytes(), sealed)?)
    }

    /// Turns what arrived with a push into what rests with it.
    pub fn reseal(&self, push: PushId, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        self.at_rest.seal(push.0.as_bytes(), self.transport.open(push.0.as_bytes(), sealed)?.expose())
    }

    /// Seals for resting with a push.
    pub fn seal_at_rest(&self, push: PushId, personal: &PersonalData) -> Result<Vec<u8>, SealError> {
        self.at_rest.seal(push.0.as_bytes(), &personal.encode_to_vec())
    }

    /// Seals for travelling with a push.
    pub fn seal_transport(&self, push: PushId, personal: &PersonalData) -> Result<Vec<u8>, SealError> {
        self.transport.seal(push.0.as_bytes(), &personal.encode_to_vec())
    }
}

/// Sealing fails where no key may seal: a fault of the installation.
pub(crate) fn not_sealed(error: &SealError) -> Error {
    Error::Fault(format!("personal data cannot be sealed: {error}"))
}

/// A key that has not reached this service yet comes with the next reading of the files; anything else stays as it is.
pub(crate) fn not_opened(error: &SealError) -> Rejected {
    let cause = format!("personal data cannot be opened: {error}");
    if matches!(error, SealError::UnknownKey(_)) { Rejected::Retry(cause) } else { Rejected::Park(cause) }
}

fn decode(clear: &Cleared) -> Result<PersonalData, SealError> {
    PersonalData::decode(clear.expose()).map_err(|_| SealError::Shape)
}
