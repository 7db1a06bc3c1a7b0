//! What other services bring before the joint meeting: one file an event.

mod matter_raised;
