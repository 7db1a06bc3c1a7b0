//! The working-day engine: what a deadline is, and why it is that date.
