//! URLs that hold a password, which is never printed.

use std::fmt;

use serde::{Deserialize, Serialize, Serializer};

const MASK: &str = "***";

/// A URL that may hold a password: printed and serialised with the password masked.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct SecretUrl(String);

impl SecretUrl {
    /// A URL.
    pub fn new(url: impl Into<String>) -> Self {
        Self(url.into())
    }

    /// The whole URL, password included: for the one who connects.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The URL as people may see it. Whatever could be a part of a password is left out.
    fn masked(&self) -> String {
        let Some((scheme, rest)) = self.0.split_once("://") else {
            return MASK.to_owned();
        };
        // The last `@`: a password may hold others.
        let (user_info, place) = match rest.rsplit_once('@') {
            Some((user_info, place)) => (user_info, place),
            None => ("", rest),
        };
        let place = match place.split_once('?') {
            Some((place, query)) if query.contains("password") => format!("{place}?{MASK}"),
            _ => place.to_owned(),
        };
        match user_info.split_once(':') {
            Some((user, _)) => format!("{scheme}://{user}:{MASK}@{place}"),
            None if user_info.is_empty() => format!("{scheme}://{place}"),
            None => format!("{scheme}://{user_info}@{place}"),
        }
    }
}

impl fmt::Debug for SecretUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

impl Serialize for SecretUrl {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.masked())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_printed() {
        for (url, masked) in [
            (
                "postgres://approval_rpc:s3cret@db:5432/approval",
                "postgres://approval_rpc:***@db:5432/approval",
            ),
            ("postgres://approval_rpc:s3@/c:r?et@db/approval", "postgres://approval_rpc:***@db/approval"),
            ("postgres://db/approval?user=a&password=s3cret", "postgres://db/approval?***"),
            ("postgres://a@db/approval?sslmode=require", "postgres://a@db/approval?sslmode=require"),
            ("nats://127.0.0.1:4222", "nats://127.0.0.1:4222"),
            ("s3cret", "***"),
        ] {
            assert_eq!(format!("{:?}", SecretUrl::new(url)), masked);
            assert_eq!(serde_json::to_value(SecretUrl::new(url)).unwrap(), masked);
        }
    }
}
