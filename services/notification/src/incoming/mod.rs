//! What other services say: of their duties, of matters, and what the joint meeting tells units: one file an event.

mod duty_discharged;
mod duty_opened;
mod duty_redated;
mod duty_withdrawn;
mod ends;
mod meeting_announced;
mod ruling_issued;
mod transit_answered;

#[cfg(test)]
mod tests;
