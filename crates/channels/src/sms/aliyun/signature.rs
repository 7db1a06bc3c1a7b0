//! ACS3-HMAC-SHA256 over a request whose parameters are all in the query and whose body is empty.

use crate::{Secret, sms::digest};

const ALGORITHM: &str = "ACS3-HMAC-SHA256";

/// SHA-256 of nothing.
const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// What is signed.
pub(crate) struct Signed<'a> {
    pub(crate) host: &'a str,
    pub(crate) action: &'a str,
    pub(crate) version: &'a str,
    /// The instant, to the second.
    pub(crate) date: &'a str,
    /// Never the same twice.
    pub(crate) nonce: &'a str,
    /// In canonical form.
    pub(crate) query: &'a str,
}

impl Signed<'_> {
    /// The headers that are signed, by name.
    pub(crate) fn headers(&self) -> [(&'static str, &str); 6] {
        [
            ("host", self.host),
            ("x-acs-action", self.action),
            ("x-acs-content-sha256", EMPTY),
            ("x-acs-date", self.date),
            ("x-acs-signature-nonce", self.nonce),
            ("x-acs-version", self.version),
        ]
    }

    /// The value of `authorization`.
    pub(crate) fn authorization(&self, key_id: &str, key: &Secret) -> String {
        let text = format!("{ALGORITHM}\n{}", digest::sha256(self.canonical_request().as_bytes()));
        let signature = digest::hex(digest::hmac_sha256(key.expose().as_bytes(), &text).as_ref());
        let names = self.names();
        format!("{ALGORITHM} Credential={key_id},SignedHeaders={names},Signature={signature}")
    }

    fn canonical_request(&self) -> String {
        let lines = self.headers().map(|(name, value)| format!("{name}:{value}\n")).concat();
        format!("POST\n/\n{}\n{lines}\n{}\n{EMPTY}", self.query, self.names())
    }

    fn names(&self) -> String {
        self.headers().map(|(name, _)| name).join(";")
    }
}

/// The parameters by name, encoded as RFC 3986 has it.
pub(crate) fn canonical_query(parameters: &[(&str, &str)]) -> String {
    let mut parameters: Vec<String> =
        parameters.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
    parameters.sort_unstable();
    parameters.join("&")
}

fn encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            encoded.push_str(&digest::hex(&[byte]).to_uppercase());
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example in the provider's documentation.
    #[test]
    fn the_signature_is_that_of_the_published_example() {
        let query = canonical_query(&[
            ("RegionId", "cn-shanghai"),
            ("ImageId", "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd"),
        ]);
        let signed = Signed {
            host: "ecs.cn-shanghai.aliyuncs.com",
            action: "RunInstances",
            version: "2014-05-26",
            date: "2023-10-26T10:22:32Z",
            nonce: "3156853299f313e23d1673dc12e1703d",
            query: &query,
        };
        let hashed = digest::sha256(signed.canonical_request().as_bytes());
        assert_eq!(hashed, "7ea06492da5221eba5297e897ce16e55f964061054b7695beedaac1145b1e259");
        let authorization = signed.authorization("YourAccessKeyId", &Secret::new("YourAccessKeySecret"));
        assert_eq!(
            authorization,
            "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;\
             x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,\
             Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"
        );
    }

    #[test]
    fn a_query_is_encoded_byte_by_byte() {
        assert_eq!(canonical_query(&[("b", "~ +*/"), ("a", "管")]), "a=%E7%AE%A1&b=~%20%2B%2A%2F");
    }
}
