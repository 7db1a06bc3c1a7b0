//! The demonstration that `./just demo` runs, as fast as it can.

use std::process::Command;

#[test]
fn the_month_is_replayed_without_a_lost_delivery_although_the_broker_is_wiped() {
    let played = Command::new(env!("CARGO_BIN_EXE_demo")).args(["--exit", "--pace", "0"]).output().unwrap();
    let told = String::from_utf8(played.stderr).unwrap();
    assert!(played.status.success(), "{told}");
    for event in ["unrouted", "routed by hand", "returned by zjj", "the broker lost its whole store"] {
        assert!(told.contains(event), "no {event}: {told}");
    }
    let end = "600 decisions, 913 deliveries, 894 claims, 12 late pushes; 0 lost, 0 doubled.";
    assert_eq!(told.lines().last(), Some(end), "{told}");
}
