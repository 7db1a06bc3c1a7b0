//! Everything that services tell each other: one line per event, with its verb and its receivers. Nothing
//! else leaves a service. Names are never reused for another meaning.

use proto::{
    duty::v1::{DutyDischarged, DutyOpened, DutyRedated, DutyWithdrawn, TransitAnswered, TransitAsked},
    exchange::v1::{DecisionCompleted, DeliveryClaimed, DeliveryRedated, DeliveryReturned, PushSent},
    meeting::v1::{MatterRaised, MeetingAnnounced, RulingIssued},
    reference::v1::{
        CalendarYearLoaded, CertificateKeyChanged, ClosureChanged, OfficialChanged, UnitChanged,
    },
};

use crate::{Event, Verb};

macro_rules! events {
    ($($type:ty: $name:literal, $verb:ident, $receivers:expr;)*) => {
        $(impl Event for $type {
            const NAME: &'static str = $name;
            const VERB: Verb = Verb::$verb;

            fn receivers(sender: &str) -> &'static [&'static str] {
                $receivers(sender)
            }
        })*

        /// Name, verb and receivers (as seen from each sender) of every event: the table of `docs/EVENTS.md`.
        pub fn table(sender: &str) -> Vec<(&'static str, Verb, &'static [&'static str])> {
            vec![$(($name, Verb::$verb, $receivers(sender)),)*]
        }
    };
}

events! {
    PushSent: "push_sent", Push, other_end_of_the_exchange;
    DecisionCompleted: "decision_completed", Push, other_end_of_the_exchange;
    DeliveryClaimed: "delivery_claimed", Claim, other_end_of_the_exchange;
    DeliveryReturned: "delivery_returned", Return, other_end_of_the_exchange;
    DeliveryRedated: "delivery_redated", Claim, other_end_of_the_exchange;
    DutyOpened: "duty_opened", Duty, ledger_of_duties;
    DutyDischarged: "duty_discharged", Duty, ledger_of_duties;
    DutyWithdrawn: "duty_withdrawn", Duty, ledger_of_duties;
    DutyRedated: "duty_redated", Duty, ledger_of_duties;
    TransitAsked: "transit_asked", Transit, owners_of_clocks;
    TransitAnswered: "transit_answered", Transit, ledger_of_duties;
    MatterRaised: "matter_raised", Matter, joint_meeting;
    RulingIssued: "ruling_issued", Matter, listener_to_the_joint_meeting;
    MeetingAnnounced: "meeting_announced", Announcement, listener_to_the_joint_meeting;
    UnitChanged: "unit_changed", Directory, everybody_but_the_owner;
    OfficialChanged: "official_changed", Directory, everybody_but_the_owner;
    CertificateKeyChanged: "certificate_key_changed", Directory, everybody_but_the_owner;
    CalendarYearLoaded: "calendar_year_loaded", Directory, everybody_but_the_owner;
    ClosureChanged: "closure_changed", Directory, everybody_but_the_owner;
}

fn other_end_of_the_exchange(sender: &str) -> &'static [&'static str] {
    match sender {
        "approval" => &["supervision"],
        "supervision" => &["approval"],
        _ => &[],
    }
}

fn ledger_of_duties(sender: &str) -> &'static [&'static str] {
    if owners_of_clocks("notification").contains(&sender) { &["notification"] } else { &[] }
}

fn owners_of_clocks(sender: &str) -> &'static [&'static str] {
    if sender == "notification" { &["approval", "supervision", "meeting"] } else { &[] }
}

fn joint_meeting(sender: &str) -> &'static [&'static str] {
    if sender == "notification" { &["meeting"] } else { &[] }
}

fn listener_to_the_joint_meeting(sender: &str) -> &'static [&'static str] {
    if sender == "meeting" { &["notification"] } else { &[] }
}

fn everybody_but_the_owner(sender: &str) -> &'static [&'static str] {
    if sender == "approval" { &["supervision", "notification", "meeting"] } else { &[] }
}
