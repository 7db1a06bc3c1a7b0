//! What the directory and the calendar hold. Parsed at the edge, trusted inside.

mod calendar_year;
mod certificate_key;
mod closure;
mod fields;
mod official;
mod unit;

pub use calendar_year::CalendarYear;
pub use certificate_key::{CertificateKey, Fingerprint};
pub use closure::Closure;
pub use official::Official;
pub use unit::Unit;
