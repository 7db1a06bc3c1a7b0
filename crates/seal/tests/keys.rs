//! Keys in real files: sealing, rotation, and everything that must not open.
#![expect(clippy::unwrap_used, reason = "tests end at the first failure")]

use std::{fs, path::PathBuf};

use seal::{Index, KeyError, Keyring, SealError};

const RECORD: &[u8] = b"0199a0c4-0000-7000-8000-000000000001";
const CLEAR: &[u8] = "张某 371322189901010013".as_bytes();
/// 32 times the byte 1, and 32 times the byte 2.
const KEY_1: &str = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
const KEY_2: &str = "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=\n";

/// A folder of its own for each test, removed afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str, keys: &[(&str, &str)]) -> Self {
        let folder = Self(std::env::temp_dir().join(format!("seal-{test}-{}", std::process::id())));
        fs::create_dir_all(&folder.0).unwrap();
        for (id, key) in keys {
            folder.put(id, key);
        }
        folder
    }

    fn put(&self, id: &str, key: &str) {
        fs::write(self.0.join(format!("{id}.key")), key).unwrap();
    }

    fn keyring(&self) -> Keyring {
        Keyring::load_dir(&self.0).unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).unwrap();
    }
}

#[test]
fn what_is_sealed_opens_with_its_record_only() {
    let keyring = Folder::new("record", &[("2026-10", KEY_1)]).keyring();
    let sealed = keyring.seal(RECORD, CLEAR).unwrap();
    assert!(!sealed.windows(6).any(|bytes| CLEAR.starts_with(bytes)));
    assert_eq!(keyring.open(RECORD, &sealed).unwrap().expose(), CLEAR);
    assert_eq!(keyring.open(b"another record", &sealed), Err(SealError::Broken));
    assert_ne!(keyring.seal(RECORD, CLEAR).unwrap(), sealed, "two seals of the same are not alike");
}

#[test]
fn a_changed_or_cut_artefact_does_not_open() {
    let keyring = Folder::new("tamper", &[("2026-10", KEY_1)]).keyring();
    let sealed = keyring.seal(RECORD, CLEAR).unwrap();
    for place in 0..sealed.len() {
        let mut changed = sealed.clone();
        changed[place] ^= 1;
        assert!(keyring.open(RECORD, &changed).is_err(), "byte {place} changed");
        assert!(keyring.open(RECORD, &sealed[..place]).is_err(), "cut at {place}");
    }
    assert_eq!(keyring.open(RECORD, b""), Err(SealError::Shape));
    assert_eq!(keyring.open(RECORD, &[1, 7, 0]), Err(SealError::Algorithm(7)));
}

#[test]
fn the_newest_key_seals_and_all_open() {
    let folder = Folder::new("rotation", &[("2026-10", KEY_1)]);
    let keyring = folder.keyring();
    let clone = keyring.clone();
    let before = keyring.seal(RECORD, CLEAR).unwrap();
    folder.put("2026-11", KEY_2);
    keyring.reload().unwrap();
    let after = clone.seal(RECORD, CLEAR).unwrap();
    assert_eq!(clone.newest(), "2026-11");
    assert_eq!(keyring.open(RECORD, &before).unwrap().expose(), CLEAR);
    assert_eq!(keyring.open(RECORD, &after).unwrap().expose(), CLEAR);

    fs::remove_file(folder.0.join("2026-10.key")).unwrap();
    keyring.reload().unwrap();
    assert_eq!(keyring.open(RECORD, &before), Err(SealError::UnknownKey("2026-10".to_owned())));
    assert_eq!(keyring.open(RECORD, &after).unwrap().expose(), CLEAR);
}

#[test]
fn another_key_of_the_same_id_does_not_open() {
    let folder = Folder::new("same-id", &[("2026-10", KEY_1)]);
    let keyring = folder.keyring();
    let sealed = keyring.seal(RECORD, CLEAR).unwrap();
    folder.put("2026-10", KEY_2);
    keyring.reload().unwrap();
    assert_eq!(keyring.open(RECORD, &sealed), Err(SealError::Broken));
}

#[test]
fn a_folder_that_became_unusable_leaves_the_keys_as_they_are() {
    let folder = Folder::new("unusable", &[("2026-10", KEY_1)]);
    let keyring = folder.keyring();
    let sealed = keyring.seal(RECORD, CLEAR).unwrap();
    folder.put("2026-11", "c2hvcnQ=");
    assert!(matches!(keyring.reload(), Err(KeyError::NotAKey { .. })));
    assert!(keyring.open(RECORD, &sealed).is_ok());
}

#[test]
fn a_folder_without_keys_or_with_a_bad_id_is_refused() {
    assert!(matches!(Keyring::load_dir(&Folder::new("empty", &[]).0), Err(KeyError::Empty { .. })));
    let folder = Folder::new("bad-id", &[("钥匙", KEY_1)]);
    assert!(matches!(Keyring::load_dir(&folder.0), Err(KeyError::BadId(_))));
    assert!(matches!(Keyring::load_dir(&folder.0.join("none")), Err(KeyError::Unreadable { .. })));
}

#[test]
fn nothing_secret_is_printed() {
    let folder = Folder::new("debug", &[("2026-10", KEY_1)]);
    let keyring = folder.keyring();
    let cleared = keyring.open(RECORD, &keyring.seal(RECORD, CLEAR).unwrap()).unwrap();
    let index = Index::load(&folder.0.join("2026-10.key")).unwrap();
    assert_eq!(format!("{cleared:?} {keyring:?} {index:?}"), "Cleared(..) Keyring(newest 2026-10) Index(..)");
}

#[test]
fn a_number_is_found_however_it_is_written() {
    let folder = Folder::new("index", &[("one", KEY_1), ("two", KEY_2)]);
    let index = Index::load(&folder.0.join("one.key")).unwrap();
    let hash = index.hash("37132218990101003X");
    for same in ["37132218990101003x", " 371322 18990101 003X", "３７１３２２１８９９０１０１００３Ｘ"]
    {
        assert_eq!(index.hash(same), hash, "{same}");
    }
    assert_ne!(index.hash("371322189901010021"), hash);
    assert_ne!(
        Index::load(&folder.0.join("two.key")).unwrap().hash("37132218990101003X"),
        hash,
        "another key"
    );
}
