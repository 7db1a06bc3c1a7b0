//! What the directory pins to a unit: the key, so that a certificate may be renewed without telling anybody.

use ring::digest;
use x509_parser::{parse_x509_certificate, pem::parse_x509_pem};

/// SHA-256 (lower-case hex) of a certificate's SubjectPublicKeyInfo: the same for every certificate of the same key.
/// Takes PEM or DER.
pub fn fingerprint(certificate: &[u8]) -> anyhow::Result<String> {
    if !certificate.starts_with(b"-----BEGIN") {
        return of_der(certificate);
    }
    let (_, pem) = parse_x509_pem(certificate)?;
    of_der(&pem.contents)
}

fn of_der(der: &[u8]) -> anyhow::Result<String> {
    let (_, certificate) = parse_x509_certificate(der)?;
    let digest = digest::digest(&digest::SHA256, certificate.public_key().raw);
    let pairs: Vec<String> = digest.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(pairs.concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    // Made with OpenSSL; the digest is that of
    // `openssl x509 -pubkey -noout | openssl pkey -pubin -outform der | sha256sum`.
    const PEM: &str = include_str!("../tests/openssl.pem");
    const DIGEST: &str = include_str!("../tests/openssl.sha256");

    #[test]
    fn it_is_the_digest_that_openssl_computes() {
        assert_eq!(fingerprint(PEM.as_bytes()).unwrap(), DIGEST.trim());
    }

    #[test]
    fn pem_and_der_give_the_same() {
        let (_, pem) = parse_x509_pem(PEM.as_bytes()).unwrap();
        assert_eq!(fingerprint(&pem.contents).unwrap(), DIGEST.trim());
    }

    #[test]
    fn what_is_no_certificate_is_an_error() {
        assert!(fingerprint(b"").is_err());
        assert!(fingerprint(b"-----BEGIN CERTIFICATE-----\n").is_err());
    }
}
