//! What supervision does with the register: one operation, one file.

mod complete_licences;
mod enter_register;
mod mark_claimed;
mod mark_returned;

pub(crate) use complete_licences::complete_licences;
pub(crate) use enter_register::enter_register;
pub(crate) use mark_claimed::mark_claimed;
pub(crate) use mark_returned::mark_returned;
