//! The folder of certificates and keys that a development environment runs on.

use std::{fs, path::Path};

use crate::{Authority, Issued, file, fingerprint, sealing_key};

const SERVICES: [&str; 4] = ["approval", "supervision", "notification", "meeting"];

/// The key that one unit's system calls with: a line of the directory.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pin {
    /// Code of the unit.
    pub unit: String,
    /// Name of its system.
    pub system: String,
    /// What the directory keeps: see [`fingerprint()`].
    pub fingerprint: String,
}

/// Writes what is missing of the folder and keeps what is there:
///
/// - `ca.pem`, `ca.key`: the CA;
/// - `services/<service>.pem`, `.key`: certificates of services on this machine, for callers and for the broker;
/// - `units/<code>.pem`, `.key`: client certificates for `(code, system)`;
/// - `keys/at-rest/<service>/dev-1.key`, `keys/transport/approval-supervision/dev-1.key`, `keys/index/<service>.key`:
///   32 random bytes each, in base64, for sealing and for keyed hashes;
/// - `keys.tsv`: fingerprint, unit and system of every client certificate.
pub fn write_development(folder: &Path, units: &[(&str, &str)]) -> anyhow::Result<Vec<Pin>> {
    let authority = authority(folder)?;
    for service in SERVICES {
        keep_or_write(&folder.join("services"), service, || {
            authority.issue_service(service, &["localhost", "127.0.0.1", "::1"])
        })?;
        sealing_key::write_new(&folder.join(format!("keys/at-rest/{service}/dev-1.key")))?;
        sealing_key::write_new(&folder.join(format!("keys/index/{service}.key")))?;
    }
    sealing_key::write_new(&folder.join("keys/transport/approval-supervision/dev-1.key"))?;

    let mut pins = Vec::new();
    for &(unit, system) in units {
        let fingerprint =
            keep_or_write(&folder.join("units"), unit, || authority.issue_client(unit, system))?;
        pins.push(Pin { unit: unit.to_owned(), system: system.to_owned(), fingerprint });
    }
    write_pins(folder, &pins)?;
    Ok(pins)
}

fn authority(folder: &Path) -> anyhow::Result<Authority> {
    if folder.join("ca.pem").exists() {
        return Authority::load(folder);
    }
    let authority = Authority::create()?;
    authority.save(folder)?;
    Ok(authority)
}

/// The fingerprint of `<name>.pem`, which is issued now unless it is there.
fn keep_or_write(
    folder: &Path,
    name: &str,
    issue: impl FnOnce() -> anyhow::Result<Issued>,
) -> anyhow::Result<String> {
    let certificate = folder.join(format!("{name}.pem"));
    if certificate.exists() {
        return fingerprint(&fs::read(certificate)?);
    }
    let issued = issue()?;
    file::write_secret(&folder.join(format!("{name}.key")), &issued.key_pem)?;
    file::write(&certificate, &issued.certificate_pem)?;
    Ok(issued.fingerprint)
}

fn write_pins(folder: &Path, pins: &[Pin]) -> anyhow::Result<()> {
    let mut lines = vec!["fingerprint\tunit\tsystem".to_owned()];
    for Pin { unit, system, fingerprint } in pins {
        lines.push(format!("{fingerprint}\t{unit}\t{system}"));
    }
    file::write(&folder.join("keys.tsv"), &(lines.join("\n") + "\n"))
}

#[cfg(test)]
mod tests {
    use std::{os::unix::fs::PermissionsExt, path::PathBuf};

    use super::*;

    #[test]
    fn a_second_run_keeps_every_file_and_adds_the_new_unit() {
        let folder = file::tests::folder("development");
        let first = write_development(&folder, &[("scjgj", "gateway")]).unwrap();
        let before: Vec<_> =
            secrets(&folder).into_iter().map(|path| (path.clone(), fs::read(path).unwrap())).collect();

        let second = write_development(&folder, &[("scjgj", "gateway"), ("wjw", "gateway")]).unwrap();
        assert_eq!(second[0], first[0]);
        assert_ne!(second[1].fingerprint, first[0].fingerprint);
        for (path, bytes) in before {
            assert_eq!(fs::read(&path).unwrap(), bytes, "{}", path.display());
        }
        let table = fs::read_to_string(folder.join("keys.tsv")).unwrap();
        assert_eq!(table.lines().nth(2).unwrap(), format!("{}\twjw\tgateway", second[1].fingerprint));
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn only_the_owner_reads_a_key() {
        let folder = file::tests::folder("modes");
        write_development(&folder, &[("scjgj", "gateway")]).unwrap();
        let keys = secrets(&folder);
        assert_eq!(keys.len(), 1 + 4 + 1 + 9);
        for key in keys {
            assert_eq!(fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o600, "{}", key.display());
        }
        fs::remove_dir_all(folder).unwrap();
    }

    fn secrets(folder: &Path) -> Vec<PathBuf> {
        let mut found = Vec::new();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                found.extend(secrets(&path));
            } else if path.extension().is_some_and(|extension| extension == "key") {
                found.push(path);
            }
        }
        found
    }
}
