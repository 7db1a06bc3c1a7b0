//! Approval as the exchange's host. Supervision information (Art. 23) does not reach it yet: no push is addressed to an
//! approval bureau, and one that claims to be is kept for an operator.

use exchange::Host;

/// Approval as the exchange's host.
pub(crate) struct Approval;

impl Host for Approval {}
