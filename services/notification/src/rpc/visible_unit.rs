//! A unit sees what it owes and what is owed to it; the office (督办) sees everything.

use ids::UnitCode;
use shell::{Caller, Role};

/// The unit that the caller sees; none: every unit (督办).
pub(super) fn visible_unit(caller: &Caller) -> Option<&UnitCode> {
    if caller.has(Role::Overseer) { None } else { Some(&caller.unit) }
}
