//! The mailbox between two services on real PostgreSQL and NATS.

#[cfg(test)]
mod delivery;
#[cfg(test)]
mod enrolment;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod harness;
#[cfg(test)]
mod intruders;
#[cfg(test)]
mod one_way;
#[cfg(test)]
mod poison;
#[cfg(test)]
mod receipts;
#[cfg(test)]
mod rights;
#[cfg(test)]
mod roles;
#[cfg(test)]
mod transit;
