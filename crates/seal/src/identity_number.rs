//! GB 11643-1999 — The citizen's identity number (公民身份号码): 18 characters with a birth date and a check character.

use std::ops::RangeInclusive;

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

/// How many characters it has.
pub const LENGTH: usize = 18;

/// Years of birth that there are. Whatever is later may be the credit code of an organisation: those of divisions that end in 22 would all be
/// numbers of people of the 23rd century.
const CENTURIES: RangeInclusive<i16> = 1800..=2099;

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS: &[u8; 11] = b"10X98765432";

/// First two digits in use: the provinces of GB/T 2260, and 91 for foreigners with permanent residence.
const PROVINCES: &str = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 91";

/// A number that is sound in itself.
#[derive(Clone, PartialEq, Eq)]
pub struct IdentityNumber {
    /// In ASCII, with a capital X.
    pub number: String,
    /// The birth date that it holds.
    pub born: Date,
}

/// Why a text is none.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Defect {
    /// Not 18 characters.
    Length,
    /// The first 17 are not digits.
    Characters,
    /// It does not begin with a division in use.
    Division,
    /// Its birth date is none.
    BirthDate,
    /// The check character is wrong.
    CheckCharacter,
}

/// Reads a number; full-width digits and a small x do not matter. Counties are not looked up: numbers keep the code of a county that no
/// longer exists.
pub fn read(text: &str) -> Result<IdentityNumber, Defect> {
    let number: String = text.nfkc().collect::<String>().to_ascii_uppercase();
    if number.chars().count() != LENGTH {
        return Err(Defect::Length);
    }
    let digits: Option<Vec<u32>> = number.chars().take(LENGTH - 1).map(|c| c.to_digit(10)).collect();
    let digits = digits.ok_or(Defect::Characters)?;
    if !PROVINCES.split(' ').any(|province| number.starts_with(province)) {
        return Err(Defect::Division);
    }
    let born = number.get(6..14).and_then(|day| Date::strptime("%Y%m%d", day).ok());
    let born = born.filter(|born| CENTURIES.contains(&born.year())).ok_or(Defect::BirthDate)?;
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    if CHECK_CHARACTERS.get(sum as usize % 11) != number.as_bytes().last() {
        return Err(Defect::CheckCharacter);
    }
    Ok(IdentityNumber { number, born })
}
