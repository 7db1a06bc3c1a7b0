//! Why a duty falls away without having been done.

/// The cause, as a code on the wire and in the ledger.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Withdrawal {
    /// The delivery was returned (退回).
    Returned,
    /// The meeting has another date, and another duty.
    Rescheduled,
    /// The meeting was cancelled.
    Cancelled,
    /// The meeting was held without.
    Held,
    /// Another unit owes it now.
    Reassigned,
}

impl Withdrawal {
    /// The code.
    pub fn name(self) -> &'static str {
        match self {
            Self::Returned => "RETURNED",
            Self::Rescheduled => "rescheduled",
            Self::Cancelled => "cancelled",
            Self::Held => "held",
            Self::Reassigned => "reassigned",
        }
    }
}
