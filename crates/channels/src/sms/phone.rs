//! Mobile numbers of the mainland.

use thiserror::Error;

use crate::Secret;

/// A mobile number, eleven digits. Never printed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Phone(Secret);

/// A number that no SMS can go to. Does not say which.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
#[error("not a mobile number of the mainland")]
pub struct BadPhone;

impl Phone {
    /// Reads a number, with or without +86, spaces and hyphens.
    pub fn parse(text: &Secret) -> Result<Self, BadPhone> {
        let digits: String = text.expose().chars().filter(|letter| !matches!(letter, ' ' | '-')).collect();
        let digits = digits.strip_prefix("+86").or(digits.strip_prefix("0086")).unwrap_or(&digits);
        let is_mobile = digits.len() == 11
            && digits.bytes().all(|digit| digit.is_ascii_digit())
            && matches!(digits.as_bytes(), [b'1', b'3'..=b'9', ..]);
        if is_mobile { Ok(Self(Secret::new(digits))) } else { Err(BadPhone) }
    }

    /// The eleven digits.
    pub fn national(&self) -> &str {
        self.0.expose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_in_the_ways_people_write_it() {
        for text in ["19900000001", "+86 199 0000 0001", "+8619900000001", "0086-199-0000-0001"] {
            let phone = Phone::parse(&Secret::new(text)).unwrap();
            assert_eq!(phone.national(), "19900000001");
            assert!(!format!("{phone:?}").contains('9'));
        }
        for text in
            ["", "1990000000", "199000000011", "12900000001", "05390000000", "+85219900000001", "1990000000a"]
        {
            assert_eq!(Phone::parse(&Secret::new(text)), Err(BadPhone), "{text}");
        }
    }
}
