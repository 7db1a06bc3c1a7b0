//! Values are checked as they are typed: a word of the protocol, an instant, a day.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use jiff::{Timestamp, civil::DateTime};
use proto::{Word, timestamp_to_proto};

/// A word of an enumeration, typed as its name; help shows it in Chinese.
pub(crate) fn word<W: Word + Send + Sync>() -> impl TypedValueParser<Value = W> {
    one_of(W::ALL)
}

/// The same where only some of the words make sense.
pub(crate) fn one_of<W: Word + Send + Sync>(words: &'static [W]) -> impl TypedValueParser<Value = W> {
    let offered = words
        .iter()
        .map(|word| PossibleValue::new(word.name().replace('_', "-")).alias(word.name()).help(word.zh()));
    PossibleValuesParser::new(offered).try_map(|typed| {
        let name = typed.replace('-', "_");
        words.iter().copied().find(|word| word.name() == name).ok_or("no such word")
    })
}

/// The wire's numbers of words that may be given several times.
pub(crate) fn numbers<W: Word>(words: Vec<W>) -> Vec<i32> {
    words.into_iter().map(Into::into).collect()
}

/// The wire's text of a value; empty when none was given.
pub(crate) fn text<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// The wire's texts of values that may be given several times.
pub(crate) fn texts<T: ToString>(values: &[T]) -> Vec<String> {
    values.iter().map(ToString::to_string).collect()
}

/// An instant in RFC 3339, a time on the county's clocks, or a day: its 00:00 in the county.
pub(crate) fn instant(text: &str) -> Result<prost_types::Timestamp, jiff::Error> {
    if let Ok(at) = text.parse::<Timestamp>() {
        return Ok(timestamp_to_proto(at));
    }
    let local = text.parse::<DateTime>()?;
    Ok(timestamp_to_proto(clock::at(local.date(), local.time())))
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;

    use proto::words::{exchange::ReturnCode, reference::Role};

    use super::*;

    fn typed<W: Word + Send + Sync>(text: &str) -> Option<W> {
        word::<W>().parse_ref(&clap::Command::new("test"), None, OsStr::new(text)).ok()
    }

    #[test]
    fn a_word_is_typed_with_hyphens_or_as_databases_have_it() {
        for text in ["platform-admin", "platform_admin"] {
            assert_eq!(typed(text), Some(Role::PlatformAdmin), "{text}");
        }
        assert_eq!(typed("99"), Some(ReturnCode::Other));
        assert_eq!(typed::<Role>("平台管理"), None);
    }

    #[test]
    fn a_day_means_its_midnight_in_the_county() {
        assert_eq!(instant("2026-10-13").unwrap(), instant("2026-10-12T16:00:00Z").unwrap());
        assert!(instant("yesterday").is_err());
    }

    #[test]
    fn a_time_without_an_offset_is_read_on_the_clocks_of_the_county() {
        let at = instant("2026-10-14T07:00:00Z").unwrap();
        for text in ["2026-10-14T15:00", "2026-10-14T15:00:00", "2026-10-14T15:00:00+08:00"] {
            assert_eq!(instant(text).unwrap(), at, "{text}");
        }
        assert!(instant("2026-10-14T25:00").is_err());
    }
}
