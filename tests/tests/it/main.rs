//! The whole platform: both services as processes, real PostgreSQL and NATS, callers over mTLS.

#[cfg(test)]
mod answers;
#[cfg(test)]
mod collector;
#[cfg(test)]
mod desk;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod joint_meeting;
#[cfg(test)]
mod ledger;
#[cfg(test)]
mod paper;
#[cfg(test)]
mod receivers;
#[cfg(test)]
mod scenarios;
