//! A certificate that expires cuts this side off from every service at once: it is renewed, and its key pinned, 30 days before.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::Context;
use jiff::{SignedDuration, Timestamp};
use x509_parser::pem::parse_x509_pem;

use super::Finding;

/// Time enough to order and pin a new one.
const SOON: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Examines the dates of the CA and of the certificate, and whether the key can be read.
pub(super) fn examine([ca, certificate, key]: &[PathBuf; 3], now: Timestamp) -> Vec<Finding> {
    let key = match fs::metadata(key) {
        Ok(_) => Finding::well("私钥", key.display().to_string()),
        Err(error) => Finding::wrong(
            "私钥",
            format!("{} {error}", key.display()),
            "检查 --key 或 --context、--unit / check --key",
        ),
    };
    vec![dates("CA 证书", ca, now), dates("本系统证书", certificate, now), key]
}

fn dates(check: &str, path: &Path, now: Timestamp) -> Finding {
    match validity(path) {
        Err(error) => Finding::wrong(check, format!("{error:#}"), "检查证书文件 / check the file"),
        Ok((from, _)) if now < from => Finding::wrong(
            check,
            format!("{} 起才有效", day(from)),
            "检查本机时钟 / check this machine's clock",
        ),
        Ok((_, until)) if until < now => Finding::wrong(
            check,
            format!("{} 已过期", day(until)),
            "换发证书并绑定新公钥 / renew it and pin its key",
        ),
        Ok((_, until)) if until.duration_since(now) < SOON => {
            Finding::wrong(check, format!("{} 到期", day(until)), "尽快换发 / renew it soon")
        }
        Ok((_, until)) => Finding::well(check, format!("有效至 {}", day(until))),
    }
}

fn validity(path: &Path) -> anyhow::Result<(Timestamp, Timestamp)> {
    let pem = fs::read(path).with_context(|| path.display().to_string())?;
    let (_, pem) = parse_x509_pem(&pem)?;
    let validity = pem.parse_x509()?.validity().clone();
    let at = |time: x509_parser::time::ASN1Time| Timestamp::from_second(time.timestamp());
    Ok((at(validity.not_before)?, at(validity.not_after)?))
}

fn day(at: Timestamp) -> String {
    clock::civil_date(at).to_string()
}

#[cfg(test)]
mod tests {
    use certs::{Authority, Validity};

    use super::*;

    fn found(now: &str) -> Finding {
        let validity = Validity {
            not_before: "2026-01-01T00:00:00Z".parse().unwrap(),
            not_after: "2026-12-31T00:00:00Z".parse().unwrap(),
        };
        let issued = Authority::create().unwrap().issue_client_valid("scjgj", "dev", validity).unwrap();
        let path =
            std::env::temp_dir().join(format!("doctor-{}-{now}.pem", std::process::id()).replace(':', ""));
        fs::write(&path, issued.certificate_pem).unwrap();
        let finding = dates("证书", &path, now.parse().unwrap());
        fs::remove_file(path).unwrap();
        finding
    }

    #[test]
    fn a_certificate_in_its_time_is_well() {
        assert!(!found("2026-06-01T00:00:00Z").is_wrong());
    }

    #[test]
    fn one_that_is_not_valid_yet_expired_or_nearly_so_is_not() {
        for now in ["2025-12-31T00:00:00Z", "2026-12-15T00:00:00Z", "2027-01-01T00:00:00Z"] {
            assert!(found(now).is_wrong(), "{now}");
        }
    }

    #[test]
    fn a_missing_file_is_wrong() {
        assert!(dates("证书", Path::new("/nowhere/x.pem"), Timestamp::UNIX_EPOCH).is_wrong());
    }
}
