//! Which URLs a message may be posted to: https at port 443, and what an administrator listed for the unit.

use std::{fmt, net::IpAddr};

use thiserror::Error;
use url::Url;

use crate::{AddressRule, Forbidden};

/// A URL that keeps the rules; whether its host's addresses keep them is seen at every connection.
#[derive(Clone, PartialEq, Eq)]
pub struct Destination(Url);

/// Who is asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Host {
    /// Stands in the URL itself.
    Address(IpAddr),
    /// To be resolved.
    Name(String),
}

/// Longest URL.
const LONGEST: usize = 2_000;

/// Why a URL is not posted to. Says nothing of the URL: a robot's key stands in it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum BadUrl {
    /// Not a URL, or too long a one.
    #[error("not a URL of at most 2000 characters")]
    Malformed,
    /// Neither HTTPS at port 443 nor listed.
    #[error("neither https at port 443 nor an origin on the unit's list")]
    NotListed,
    /// A user or a password before the host.
    #[error("a URL may not hold a user or a password")]
    UserInfo,
    /// A `#`.
    #[error("a URL may not hold a fragment")]
    Fragment,
    /// An address for a host.
    #[error(transparent)]
    Address(#[from] Forbidden),
}

impl Destination {
    /// Scheme, host and port: what may be shown of it.
    pub fn origin(&self) -> String {
        self.0.origin().ascii_serialization()
    }

    /// Reads a URL under the rule of a unit.
    pub fn parse(text: &str, rule: &AddressRule) -> Result<Self, BadUrl> {
        let url = Url::parse(text).map_err(|_| BadUrl::Malformed)?;
        if text.len() > LONGEST || !matches!(url.scheme(), "http" | "https") {
            return Err(BadUrl::Malformed);
        }
        // An empty user or fragment is none to the parser, and still a way to write a URL that reads as another.
        let authority = text.split(['/', '?', '#']).nth(2).unwrap_or_default();
        if !url.username().is_empty() || url.password().is_some() || authority.contains('@') {
            return Err(BadUrl::UserInfo);
        }
        if url.fragment().is_some() {
            return Err(BadUrl::Fragment);
        }
        let destination = Self(url);
        if let Host::Address(address) = destination.host() {
            rule.check_literal(address)?;
        }
        if destination.is_plain_https() || destination.is_excused(rule) {
            return Ok(destination);
        }
        Err(BadUrl::NotListed)
    }

    pub(crate) fn url(&self) -> &Url {
        &self.0
    }

    pub(crate) fn is_tls(&self) -> bool {
        self.0.scheme() == "https"
    }

    pub(crate) fn port(&self) -> u16 {
        self.0.port_or_known_default().unwrap_or_default()
    }

    pub(crate) fn host(&self) -> Host {
        match self.0.host() {
            Some(url::Host::Ipv4(address)) => Host::Address(address.into()),
            Some(url::Host::Ipv6(address)) => Host::Address(address.into()),
            Some(url::Host::Domain(name)) => Host::Name(name.to_owned()),
            None => Host::Name(String::new()),
        }
    }

    fn is_plain_https(&self) -> bool {
        self.is_tls() && self.port() == 443
    }

    fn is_excused(&self, rule: &AddressRule) -> bool {
        let own_machine = match self.host() {
            Host::Address(address) => rule.is_own_machine(address),
            Host::Name(name) => name == "localhost" && rule.is_own_machine(IpAddr::from([127, 0, 0, 1])),
        };
        own_machine || rule.allows_origin(&self.origin())
    }
}

impl fmt::Debug for Destination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/***", self.origin())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{Allowed, Walls};

    fn rule(loopback: bool) -> AddressRule {
        let allowed = Allowed {
            ranges: vec!["10.1.0.0/16".parse().unwrap()],
            origins: vec!["http://oa.example.gov.cn:8080".to_owned(), "https://10.1.2.3:8443".to_owned()],
        };
        AddressRule::new(&Arc::new(Walls { cluster: Vec::new(), loopback }), allowed)
    }

    #[test]
    fn a_url_is_https_at_443_or_listed() {
        for (text, expected) in [
            ("https://hooks.example.cn/a?b=c", Ok(())),
            ("https://hooks.example.cn:443/a", Ok(())),
            ("https://通知.example.cn/a", Ok(())),
            ("https://hooks.example.cn:8443/a", Err(BadUrl::NotListed)),
            ("http://hooks.example.cn/a", Err(BadUrl::NotListed)),
            ("http://oa.example.gov.cn:8080/a", Ok(())),
            ("http://OA.example.gov.cn:8080/a", Ok(())),
            ("http://oa.example.gov.cn/a", Err(BadUrl::NotListed)),
            ("https://10.1.2.3:8443/a", Ok(())),
            ("https://10.1.2.3/a", Ok(())),
            ("http://10.1.2.3/a", Err(BadUrl::NotListed)),
            ("https://10.2.2.3/a", Err(Forbidden::NotListed.into())),
            ("https://223.5.5.5/a", Err(Forbidden::NotListed.into())),
            // The same metadata address, written in other ways.
            ("https://169.254.169.254/a", Err(Forbidden::Never.into())),
            ("https://0xa9fea9fe/a", Err(Forbidden::Never.into())),
            ("https://2852039166/a", Err(Forbidden::Never.into())),
            ("https://0251.0376.0251.0376/a", Err(Forbidden::Never.into())),
            ("https://[::ffff:169.254.169.254]/a", Err(Forbidden::Never.into())),
            ("https://①⑥⑨.254.169.254/a", Err(Forbidden::Never.into())),
            ("https://127.1/a", Err(Forbidden::Never.into())),
            ("https://user@hooks.example.cn/a", Err(BadUrl::UserInfo)),
            ("https://user:word@hooks.example.cn/a", Err(BadUrl::UserInfo)),
            ("https://@hooks.example.cn/a", Err(BadUrl::UserInfo)),
            ("https://hooks.example.cn/a#b", Err(BadUrl::Fragment)),
            ("https://hooks.example.cn/a#", Err(BadUrl::Fragment)),
            ("ftp://hooks.example.cn/a", Err(BadUrl::Malformed)),
            ("file:///etc/passwd", Err(BadUrl::Malformed)),
            ("hooks.example.cn/a", Err(BadUrl::Malformed)),
            ("https://", Err(BadUrl::Malformed)),
        ] {
            assert_eq!(Destination::parse(text, &rule(false)).map(|_| ()), expected, "{text}");
        }
    }

    #[test]
    fn a_url_has_a_largest_length() {
        let of = |length: usize| format!("https://hooks.example.cn/{}", "a".repeat(length - 25));
        assert!(Destination::parse(&of(2_000), &rule(false)).is_ok());
        assert_eq!(Destination::parse(&of(2_001), &rule(false)), Err(BadUrl::Malformed));
    }

    #[test]
    fn this_machine_needs_no_tls_in_development_only() {
        for text in ["http://127.0.0.1:8080/a", "http://localhost:8080/a", "http://[::1]:8080/a"] {
            assert!(Destination::parse(text, &rule(true)).is_ok(), "{text}");
            assert!(Destination::parse(text, &rule(false)).is_err(), "{text}");
        }
    }

    #[test]
    fn a_destination_is_printed_without_path_and_query() {
        let destination =
            Destination::parse("https://hooks.example.cn/k3y?key=s3cret", &rule(false)).unwrap();
        assert_eq!(format!("{destination:?}"), "https://hooks.example.cn/***");
    }
}
