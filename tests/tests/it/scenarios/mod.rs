//! What the bureaus do with the platform, one file a theme.

mod by_hand;
mod calendar_changes;
mod claims;
mod command_line;
mod directory;
mod duties;
mod duty_ledger;
mod import_checks;
mod lateness;
mod letters;
mod national_day;
mod next_year;
mod notices;
mod other_units;
mod push_and_claim;
mod register;
mod reminders;
mod restart;
mod returns;
mod roster;
mod samples;
mod silent_receivers;
mod subscriptions;
mod topics;
mod trace;
mod watch;
