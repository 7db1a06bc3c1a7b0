//! TC3-HMAC-SHA256 over a POST of JSON.

use jiff::{Timestamp, tz::TimeZone};

use crate::{Secret, sms::digest};

const ALGORITHM: &str = "TC3-HMAC-SHA256";
const NAMES: &str = "content-type;host";
const CONTENT_TYPE: &str = "application/json; charset=utf-8";

/// What is signed.
pub(crate) struct Signed<'a> {
    pub(crate) service: &'a str,
    pub(crate) host: &'a str,
    pub(crate) at: Timestamp,
    pub(crate) body: &'a str,
}

impl Signed<'_> {
    /// The value of `authorization`.
    pub(crate) fn authorization(&self, key_id: &str, key: &Secret) -> String {
        let day = self.at.to_zoned(TimeZone::UTC).date().to_string();
        let scope = format!("{day}/{}/tc3_request", self.service);
        let hashed = digest::sha256(self.canonical_request().as_bytes());
        let text = format!("{ALGORITHM}\n{}\n{scope}\n{hashed}", self.at.as_second());
        let signature = digest::hex(&self.signature(key, &day, &text));
        format!("{ALGORITHM} Credential={key_id}/{scope}, SignedHeaders={NAMES}, Signature={signature}")
    }

    fn canonical_request(&self) -> String {
        let body = digest::sha256(self.body.as_bytes());
        format!("POST\n/\n\ncontent-type:{CONTENT_TYPE}\nhost:{}\n\n{NAMES}\n{body}", self.host)
    }

    /// Each step's tag is the key of the next.
    fn signature(&self, key: &Secret, day: &str, text: &str) -> Vec<u8> {
        let mut key = format!("TC3{}", key.expose()).into_bytes();
        for step in [day, self.service, "tc3_request", text] {
            key = digest::hmac_sha256(&key, step).as_ref().to_vec();
        }
        key
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example in the provider's documentation.
    #[test]
    fn the_signature_is_that_of_the_published_example() {
        let signed = Signed {
            service: "cvm",
            host: "cvm.tencentcloudapi.com",
            at: Timestamp::from_second(1_551_113_065).unwrap(),
            body: r#"{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}"#,
        };
        let key = Secret::new("Gu5t9xGARNpq86cd98joQYCN3EXAMPLE");
        assert_eq!(
            signed.authorization("AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE", &key),
            "TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE/2019-02-25/cvm/tc3_request, \
             SignedHeaders=content-type;host, \
             Signature=72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168"
        );
    }
}
