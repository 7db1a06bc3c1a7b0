//! Sealing and opening with the keys that live at present.

use std::{
    collections::BTreeMap,
    fmt,
    path::{Path, PathBuf},
    sync::Arc,
};

use arc_swap::ArcSwap;
use ring::{
    aead::{AES_256_GCM, Aad, LessSafeKey, MAX_TAG_LEN, NONCE_LEN, Nonce, UnboundKey},
    rand::{SecureRandom, SystemRandom},
};

use crate::{
    Cleared, KeyError, SealError,
    artefact::{Artefact, header},
    files,
};

/// The live keys of one purpose: a service's own, or those of a pair of services. Clones share them.
///
/// The key with the greatest id seals; every key opens. To change keys, add a newer file and [`Keyring::reload`]
/// everywhere, seal what rests anew, then remove the old file. Nonces are random: a key must not seal more than 2^32
/// artefacts, far above what a county sends in its time.
#[derive(Clone)]
pub struct Keyring {
    folder: PathBuf,
    keys: Arc<ArcSwap<Keys>>,
}

struct Keys {
    newest: (String, LessSafeKey),
    older: BTreeMap<String, LessSafeKey>,
}

impl Keyring {
    /// Seals `clear` so that it opens only together with `bound_to`, for example the id of its record.
    pub fn seal(&self, bound_to: &[u8], clear: &[u8]) -> Result<Vec<u8>, SealError> {
        let keys = self.keys.load();
        let (id, key) = &keys.newest;
        let mut nonce = [0; NONCE_LEN];
        SystemRandom::new().fill(&mut nonce).map_err(|_| SealError::Random)?;
        let mut sealed = header(id);
        let bound = [&sealed, bound_to].concat();
        // No growth after this: it would leave copies of the clear data in freed memory.
        sealed.reserve_exact(NONCE_LEN + clear.len() + MAX_TAG_LEN);
        sealed.extend(nonce);
        let start = sealed.len();
        sealed.extend(clear);
        let tag = key
            .seal_in_place_separate_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(bound),
                &mut sealed[start..],
            )
            .map_err(|_| SealError::Shape)?;
        sealed.extend(tag.as_ref());
        Ok(sealed)
    }

    /// Opens what was sealed, with the key that it names, if it is bound to the same.
    pub fn open(&self, bound_to: &[u8], sealed: &[u8]) -> Result<Cleared, SealError> {
        let artefact = Artefact::parse(sealed)?;
        let keys = self.keys.load();
        let key =
            keys.find(artefact.key_id).ok_or_else(|| SealError::UnknownKey(artefact.key_id.to_owned()))?;
        let bound = Aad::from([artefact.header, bound_to].concat());
        let mut bytes = artefact.ciphertext.to_vec();
        let clear = key
            .open_in_place(Nonce::assume_unique_for_key(artefact.nonce), bound, &mut bytes)
            .map_err(|_| SealError::Broken)?
            .len();
        bytes.truncate(clear);
        Ok(Cleared::new(bytes))
    }

    /// Reads every `<key-id>.key` of a folder: 32 bytes in base64 each.
    pub fn load_dir(folder: &Path) -> Result<Self, KeyError> {
        let keys = Arc::new(ArcSwap::from_pointee(Keys::load(folder)?));
        Ok(Self { folder: folder.to_owned(), keys })
    }

    /// Reads the folder again. When that fails, the keys stay as they are.
    pub fn reload(&self) -> Result<(), KeyError> {
        self.keys.store(Arc::new(Keys::load(&self.folder)?));
        Ok(())
    }

    /// Id of the key that seals.
    pub fn newest(&self) -> String {
        self.keys.load().newest.0.clone()
    }
}

impl Keys {
    fn load(folder: &Path) -> Result<Self, KeyError> {
        let mut older = BTreeMap::new();
        for (id, bytes) in files::read_folder(folder)? {
            let not_a_key = |_| KeyError::NotAKey { path: folder.join(format!("{id}.key")) };
            let key = UnboundKey::new(&AES_256_GCM, bytes.as_slice()).map_err(not_a_key)?;
            older.insert(id, LessSafeKey::new(key));
        }
        let newest = older.pop_last().ok_or_else(|| KeyError::Empty { path: folder.to_owned() })?;
        Ok(Self { newest, older })
    }

    fn find(&self, id: &str) -> Option<&LessSafeKey> {
        if self.newest.0 == id { Some(&self.newest.1) } else { self.older.get(id) }
    }
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Keyring(newest {})", self.newest())
    }
}
