//! Keys in files, as a secret store mounts them.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use base64::{Engine, prelude::BASE64_STANDARD};
use zeroize::Zeroizing;

use crate::KeyError;

/// A key's bytes.
pub(crate) type Bytes = Zeroizing<[u8; 32]>;

/// Every `<key-id>.key` of a folder.
pub(crate) fn read_folder(folder: &Path) -> Result<BTreeMap<String, Bytes>, KeyError> {
    let unreadable = |source| KeyError::Unreadable { path: folder.to_owned(), source };
    let mut keys = BTreeMap::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_some_and(|extension| extension == "key") {
            keys.insert(id_of(&path)?, read_key(&path)?);
        }
    }
    if keys.is_empty() { Err(KeyError::Empty { path: folder.to_owned() }) } else { Ok(keys) }
}

/// One key: 32 bytes in base64, white space around it allowed.
pub(crate) fn read_key(path: &Path) -> Result<Bytes, KeyError> {
    let text =
        fs::read_to_string(path).map_err(|source| KeyError::Unreadable { path: path.to_owned(), source })?;
    let text = Zeroizing::new(text);
    let decoded = BASE64_STANDARD.decode(text.trim()).map(Zeroizing::new);
    let bytes = decoded.ok().and_then(|bytes| <[u8; 32]>::try_from(bytes.as_slice()).ok());
    bytes.map(Zeroizing::new).ok_or_else(|| KeyError::NotAKey { path: path.to_owned() })
}

fn id_of(path: &Path) -> Result<String, KeyError> {
    let id = path.file_stem().map(PathBuf::from).unwrap_or_default().to_string_lossy().into_owned();
    let fits = (1..=64).contains(&id.len())
        && id.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'));
    if fits { Ok(id) } else { Err(KeyError::BadId(id)) }
}
