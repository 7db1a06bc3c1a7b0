//! Who may see and do what, on the running platform: roles, certificates, row-level security, personal data, bad input,
//! and a client in another language.

mod asked;
mod bad_input;
mod canary;
mod cast;
mod certificates;
mod matrix;
mod played;
mod python;
mod walls;
