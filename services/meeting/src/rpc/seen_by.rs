//! Whoever oversees (督办) sees what every unit has, and a unit what is its own.

use ids::UnitCode;
use shell::{Caller, Role};

/// The unit whose sight filters what is read; none for whoever oversees.
pub(super) fn seen_by(caller: &Caller) -> Option<&UnitCode> {
    (!caller.has(Role::Overseer)).then_some(&caller.unit)
}
