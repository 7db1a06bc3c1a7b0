//! Whose duties a caller sees.

use ids::UnitCode;
use shell::{Caller, Role};

/// The unit whose duties, owed by it or to it, the caller sees; none: everybody's (督办).
pub(super) fn sight(caller: &Caller) -> Option<&UnitCode> {
    if caller.has(Role::Overseer) { None } else { Some(&caller.unit) }
}
