//! What breaks underneath, by the rows of the fault matrix. Each test ends with the proof of the ledger.

pub(crate) mod breakpoint;
mod broker;
mod cancelled;
mod crashes;
mod database;
mod ending;
mod joint_meeting;
mod ledger_broker;
mod load;
mod poison;
mod reminders;
mod replicas;
mod side;
mod silent_database;
mod steps;
mod way;
mod wire;

pub(crate) use poison::Poison;
