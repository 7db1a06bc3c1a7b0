//! Who may see and do what, on the running platform: roles, certificates, row-level security, personal data, bad input,
//! and a client in another language.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

mod allowed;
mod asked;
mod bad_input;
mod canary;
mod cast;
mod certificates;
mod command_line;
mod gathered;
mod matrix;
mod played;
mod python;
mod repeats;
mod slow_uploads;
mod walls;
