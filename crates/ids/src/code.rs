//! Codes that people give to units, officials and items.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A code that is empty, too long, or holds characters that codes do not have.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("a {what} has 1 to {longest} ASCII letters, digits, '-' or '_'")]
pub struct BadCode {
    what: &'static str,
    longest: usize,
}

macro_rules! code {
    ($name:ident, $longest:literal, $what:literal, $text:literal) => {
        #[doc = $text]
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The code as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = BadCode;

            fn from_str(text: &str) -> Result<Self, BadCode> {
                let fits = (1..=$longest).contains(&text.len())
                    && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
                if fits { Ok(Self(text.to_owned())) } else { Err(BadCode { what: $what, longest: $longest }) }
            }
        }

        impl TryFrom<String> for $name {
            type Error = BadCode;

            fn try_from(text: String) -> Result<Self, BadCode> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(code: $name) -> Self {
                code.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

code!(UnitCode, 32, "unit code", "Code of a unit (单位), for example `scjgj`.");
code!(OfficialId, 64, "official id", "Id of an official (经办人), for example `scjgj-01`.");
code!(ItemCode, 36, "item code", "Code of an item (事项), for example `XK3713220001`.");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_short_ascii() {
        assert_eq!("scjgj".parse::<UnitCode>().unwrap().as_str(), "scjgj");
        for bad in ["", "县局", "a b", "a.b", "x'; drop table unit", &"x".repeat(33)] {
            assert!(bad.parse::<UnitCode>().is_err(), "{bad}");
        }
    }
}
