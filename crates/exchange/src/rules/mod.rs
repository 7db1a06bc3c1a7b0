//! The law of the exchange: pure functions, one file a rule.

/// Art. 22(1), 23(1): the claim clock.
pub mod claim_clock;
/// Art. 22(1): the push clock.
pub mod push_clock;
/// Art. 20: what a return must say.
pub(crate) mod return_reason;
