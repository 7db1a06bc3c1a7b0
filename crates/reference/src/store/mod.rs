//! The tables of the schema `reference`. Saving never lets an older version overwrite a newer one, and says how many
//! rows it wrote: less than it was given means that a version was not newer.

mod calendar_year;
mod certificate_key;
mod change;
mod closure;
mod newest;
mod official;
mod readable;
mod roles;
mod unit;

pub use calendar_year::{calendar_year, list_calendar_years, save_calendar_year};
pub use certificate_key::{key, list_keys, save_keys};
pub use change::change_number;
pub use closure::{closure, list_closures, save_closure};
pub use official::{list_officials, official, save_officials};
pub use unit::{list_units, save_units, unit};

pub(crate) use calendar_year::readable_years;
pub(crate) use certificate_key::readable_keys;
pub(crate) use official::readable_officials;
pub(crate) use unit::readable_units;

use newest::newest;
use readable::readable;
use roles::{joined, roles, unreadable};
