//! The demonstration that `./just demo` runs, as fast as it can.

use std::process::Command;

/// What is said besides the days.
const EVENTS: [&str; 10] = [
    "both have repeated their codes",
    "unrouted",
    "routed by hand",
    "returned by zjj",
    "the broker lost its whole store",
    "webhook (+",
    "e-mail to the office (+",
    "webhook letter.issued: 督办函〔2026〕1号",
    "answered by xwtzb: 督办函〔2026〕1号",
    "提醒 reminders: webhook ",
];

#[test]
fn the_month_is_replayed_without_a_lost_delivery_although_the_broker_is_wiped() {
    let played = Command::new(env!("CARGO_BIN_EXE_demo")).args(["--exit", "--pace", "0"]).output().unwrap();
    let told = String::from_utf8(played.stderr).unwrap();
    assert!(played.status.success(), "{told}");
    for event in EVENTS {
        assert!(told.contains(event), "no {event}: {told}");
    }
    let end = "600 decisions, 913 deliveries, 894 claims, 12 late pushes; 0 lost, 0 doubled.";
    assert_eq!(told.lines().last(), Some(end), "{told}");
}
