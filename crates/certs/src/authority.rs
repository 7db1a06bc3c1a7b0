//! The development CA. Production certificates come from the county's own.

use std::{fmt, fs, path::Path, time::Duration};

use anyhow::Context;
use jiff::Timestamp;
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, SanType,
};

use crate::{file, fingerprint};

/// Signs certificates for one development environment. Production certificates come from the county's own CA.
pub struct Authority {
    certificate_pem: String,
    issuer: Issuer<'static, KeyPair>,
}

/// A certificate and its key.
pub struct Issued {
    /// The certificate, PEM.
    pub certificate_pem: String,
    /// Its private key, PKCS#8 PEM.
    pub key_pem: String,
    /// What the directory pins: see [`fingerprint()`].
    pub fingerprint: String,
}

/// From when until when a certificate is valid.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Validity {
    /// First instant.
    pub not_before: Timestamp,
    /// Last instant.
    pub not_after: Timestamp,
}

impl Authority {
    /// A new CA with a new key.
    pub fn create() -> anyhow::Result<Self> {
        let key = KeyPair::generate()?;
        let mut params = params("Shenguan development CA", Validity::development())?;
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let certificate_pem = params.self_signed(&key)?.pem();
        Ok(Self { certificate_pem, issuer: Issuer::new(params, key) })
    }

    /// The CA that was saved in `folder`.
    pub fn load(folder: &Path) -> anyhow::Result<Self> {
        let read =
            |name: &str| fs::read_to_string(folder.join(name)).with_context(|| format!("cannot read {name}"));
        let certificate_pem = read("ca.pem")?;
        let key = KeyPair::from_pem(&read("ca.key")?)?;
        let issuer = Issuer::from_ca_cert_pem(&certificate_pem, key)?;
        Ok(Self { certificate_pem, issuer })
    }

    /// Writes `ca.pem` and `ca.key`.
    pub fn save(&self, folder: &Path) -> anyhow::Result<()> {
        file::write_secret(&folder.join("ca.key"), &self.issuer.key().serialize_pem())?;
        file::write(&folder.join("ca.pem"), &self.certificate_pem)
    }

    /// The CA's own certificate, PEM: what both sides trust.
    pub fn certificate_pem(&self) -> &str {
        &self.certificate_pem
    }

    /// A server certificate for DNS names and IP addresses.
    pub fn issue_server(&self, names: &[&str]) -> anyhow::Result<Issued> {
        self.issue(server(names)?)
    }

    /// A service's certificate: a server for callers, a client of the broker, which knows it by the URI
    /// `spiffe://shenguan/service/<service>`.
    pub fn issue_service(&self, service: &str, names: &[&str]) -> anyhow::Result<Issued> {
        let mut params = server(names)?;
        let uri = format!("spiffe://shenguan/service/{service}");
        params.subject_alt_names.push(SanType::URI(uri.try_into()?));
        params.extended_key_usages.push(ExtendedKeyUsagePurpose::ClientAuth);
        self.issue(params)
    }

    /// A client certificate for a unit's system.
    pub fn issue_client(&self, unit: &str, system: &str) -> anyhow::Result<Issued> {
        self.issue_client_valid(unit, system, Validity::development())
    }

    /// A client certificate with a validity of choice: an expired one is refused in the handshake.
    pub fn issue_client_valid(&self, unit: &str, system: &str, validity: Validity) -> anyhow::Result<Issued> {
        let mut params = params(&format!("{unit} {system}"), validity)?;
        let uri = format!("spiffe://shenguan/dev/unit/{unit}/{system}");
        params.subject_alt_names = vec![SanType::URI(uri.try_into()?)];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
        self.issue(params)
    }

    fn issue(&self, mut params: CertificateParams) -> anyhow::Result<Issued> {
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.use_authority_key_identifier_extension = true;
        let key = KeyPair::generate()?;
        let certificate_pem = params.signed_by(&key, &self.issuer)?.pem();
        Ok(Issued {
            fingerprint: fingerprint(certificate_pem.as_bytes())?,
            certificate_pem,
            key_pem: key.serialize_pem(),
        })
    }
}

impl Validity {
    /// Longer than any demonstration, wherever its clock starts.
    fn development() -> Self {
        Self {
            not_before: Timestamp::constant(1_577_808_000, 0),
            not_after: Timestamp::constant(2_524_579_200, 0),
        }
    }
}

impl fmt::Debug for Authority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Authority").finish_non_exhaustive()
    }
}

impl fmt::Debug for Issued {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Issued").field("fingerprint", &self.fingerprint).finish_non_exhaustive()
    }
}

fn server(names: &[&str]) -> anyhow::Result<CertificateParams> {
    let mut params = params(names.first().context("a server has a name")?, Validity::development())?;
    let names: Vec<_> = names.iter().map(ToString::to_string).collect();
    params.subject_alt_names = CertificateParams::new(names)?.subject_alt_names;
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    Ok(params)
}

fn params(common_name: &str, validity: Validity) -> anyhow::Result<CertificateParams> {
    let epoch = rcgen::date_time_ymd(1970, 1, 1);
    let since_epoch = |at: Timestamp| u64::try_from(at.as_second()).map(Duration::from_secs);
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, common_name);
    params.not_before = epoch + since_epoch(validity.not_before)?;
    params.not_after = epoch + since_epoch(validity.not_after)?;
    Ok(params)
}

#[cfg(test)]
mod tests {
    use x509_parser::{extensions::GeneralName, pem::parse_x509_pem};

    use super::*;

    #[test]
    fn a_client_certificate_names_the_unit_and_its_system() {
        let issued = Authority::create().unwrap().issue_client("scjgj", "gateway").unwrap();
        let (_, pem) = parse_x509_pem(issued.certificate_pem.as_bytes()).unwrap();
        let certificate = pem.parse_x509().unwrap();
        let names = &certificate.subject_alternative_name().unwrap().unwrap().value.general_names;
        assert_eq!(names.as_slice(), [GeneralName::URI("spiffe://shenguan/dev/unit/scjgj/gateway")]);
    }

    #[test]
    fn a_services_certificate_serves_and_calls_under_its_name() {
        let issued = Authority::create().unwrap().issue_service("approval", &["localhost"]).unwrap();
        let (_, pem) = parse_x509_pem(issued.certificate_pem.as_bytes()).unwrap();
        let certificate = pem.parse_x509().unwrap();
        let usage = certificate.extended_key_usage().unwrap().unwrap().value;
        assert!(usage.server_auth && usage.client_auth);
        let names = &certificate.subject_alternative_name().unwrap().unwrap().value.general_names;
        let known_as = GeneralName::URI("spiffe://shenguan/service/approval");
        assert_eq!(names.as_slice(), [GeneralName::DNSName("localhost"), known_as]);
    }

    #[test]
    fn a_loaded_authority_issues_what_the_saved_one_vouches_for() {
        let folder = file::tests::folder("authority");
        Authority::create().unwrap().save(&folder).unwrap();
        let authority = Authority::load(&folder).unwrap();
        let issued = authority.issue_server(&["localhost", "127.0.0.1"]).unwrap();

        let (_, ca) = parse_x509_pem(authority.certificate_pem().as_bytes()).unwrap();
        let (_, server) = parse_x509_pem(issued.certificate_pem.as_bytes()).unwrap();
        let ca = ca.parse_x509().unwrap();
        let server = server.parse_x509().unwrap();
        server.verify_signature(Some(ca.public_key())).unwrap();
        assert_eq!(server.issuer(), ca.subject());
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn an_expired_certificate_says_so() {
        let validity = Validity {
            not_before: "2020-01-01T00:00:00Z".parse().unwrap(),
            not_after: "2020-01-02T00:00:00Z".parse().unwrap(),
        };
        let issued = Authority::create().unwrap().issue_client_valid("scjgj", "gateway", validity).unwrap();
        let (_, pem) = parse_x509_pem(issued.certificate_pem.as_bytes()).unwrap();
        let written = pem.parse_x509().unwrap().validity().clone();
        assert_eq!(written.not_after.timestamp(), validity.not_after.as_second());
        assert!(!written.is_valid());
    }
}
