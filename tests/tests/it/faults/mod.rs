//! What breaks underneath, by the rows of the fault matrix. Each test ends with the proof of the ledger.

mod broker;
mod cancelled;
mod crashes;
mod database;
mod ending;
mod load;
mod poison;
mod replicas;
