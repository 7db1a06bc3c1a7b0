//! F1–F4 step by step: `kill -9` is aimed at each step of outbox and inbox, on the way of a push and on that of its claim.

use anyhow::Context;
use scenarios::stage::Stage;

use super::{
    side::Side,
    way::{
        Dies::{Receiver, Sender},
        Step, Way,
    },
};
use crate::{
    desk::{approver, arrived, claim, claimant, claiming, record},
    ledger::{Ledger, Tally},
    paper::{MEDICINE, recording},
};

/// From the approval bureau to the supervising one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_push_survives_a_kill_at_every_step_of_its_way() -> anyhow::Result<()> {
    let mut stage = Stage::for_test("2026-10-08T09:00:00+08:00").await?;
    let (office, ledger) = (approver(&stage)?, Ledger::open(&stage));
    let Stage { ground, approval, supervision, .. } = &mut stage;
    let mut way = Way {
        ledger: &ledger,
        event: "push_sent",
        sender: Side::restart(approval, &ledger.approval, ground, "approval", "supervision").await?,
        receiver: Side::restart(supervision, &ledger.supervision, ground, "supervision", "approval").await?,
    };
    let request = recording(MEDICINE, "0");
    let call = async || office.decisions().record_decision(request.clone()).await.map(drop);
    way.survives_before_the_commit(call).await.context("F2: the sender dies before its commit")?;
    for (step, many) in STEPS.iter().zip(2..) {
        let act = async || record(&office, recording(MEDICINE, &many.to_string())).await.map(drop);
        let tally = way.survives(step, act).await.context(step.name)?;
        let expected = Tally { decisions: many, pushes: many, deliveries: many, claimed: 0 };
        assert_eq!(tally, expected, "{}", step.name);
    }
    Ok(())
}

/// From the supervising bureau back: the same code in the other process.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_claim_survives_a_kill_at_every_step_of_its_way_back() -> anyhow::Result<()> {
    let mut stage = Stage::for_test("2026-10-08T09:00:00+08:00").await?;
    let (office, scjgj, ledger) = (approver(&stage)?, claimant(&stage, "scjgj")?, Ledger::open(&stage));
    let Stage { ground, approval, supervision, .. } = &mut stage;
    let mut way = Way {
        ledger: &ledger,
        event: "delivery_claimed",
        sender: Side::restart(supervision, &ledger.supervision, ground, "supervision", "approval").await?,
        receiver: Side::restart(approval, &ledger.approval, ground, "approval", "supervision").await?,
    };
    let mut open = Vec::new();
    for number in 0..=STEPS.len() {
        let push = record(&office, recording(MEDICINE, &number.to_string())).await?.push_id;
        open.push(arrived(&scjgj, &push).await?.id);
    }
    let all = i64::try_from(open.len())?;
    let request = claiming(&open[0]);
    let call = async || scjgj.deliveries().claim_delivery(request.clone()).await.map(drop);
    way.survives_before_the_commit(call).await.context("F2: the sender dies before its commit")?;
    for ((step, delivery), claimed) in STEPS.iter().zip(&open[1..]).zip(2..) {
        let act = async || Ok(claim(&scjgj, delivery).await.map(drop)?);
        let tally = way.survives(step, act).await.context(step.name)?;
        let expected = Tally { decisions: all, pushes: all, deliveries: all, claimed };
        assert_eq!(tally, expected, "{}", step.name);
    }
    Ok(())
}

const STEPS: [Step; 10] = [
    Step {
        name: "F1: the sender dies after its commit, before the relay has claimed the message",
        dies: Sender,
        at: RELAY_CLAIMS,
        goes_on: false,
        sender: DUE,
        receiver: UNHEARD,
        alone: PUBLISHED,
    },
    Step {
        name: "F1: the sender dies with the lease in hand, before the broker has the message",
        dies: Sender,
        at: RELAY_CLAIMS,
        goes_on: true,
        sender: LEASED,
        receiver: UNHEARD,
        alone: PUBLISHED,
    },
    Step {
        name: "F1: the sender dies after publishing, before it has noted that; the receiver has the message",
        dies: Sender,
        at: RELAY_SETTLES,
        goes_on: false,
        sender: LEASED,
        receiver: RECEIPT_SENT,
        alone: RECEIPTED,
    },
    Step {
        name: "F4: the receiver dies in the middle of its inbox transaction",
        dies: Receiver,
        at: EFFECT_IS_WRITTEN,
        goes_on: false,
        sender: PENDING,
        receiver: UNHEARD,
        alone: HEARD,
    },
    Step {
        name: "F4: the receiver dies while its inbox transaction commits",
        dies: Receiver,
        at: INBOX_COMMITS,
        goes_on: false,
        sender: PENDING,
        receiver: UNHEARD,
        alone: HEARD,
    },
    Step {
        name: "F3: the receiver dies after its commit, before the ack reaches the broker",
        dies: Receiver,
        at: INBOX_COMMITS,
        goes_on: true,
        sender: PENDING,
        receiver: HEARD,
        alone: HEARD_AGAIN,
    },
    Step {
        name: "F3: the receiver dies after its commit, before the receipt is published",
        dies: Receiver,
        at: RECEIPT_IS_CLAIMED,
        goes_on: false,
        sender: PENDING,
        receiver: RECEIPT_WAITS,
        alone: RECEIPT_SENT,
    },
    Step {
        name: "F3: the receiver dies after the receipt is published, before it has noted that; the sender has the receipt",
        dies: Receiver,
        at: RECEIPT_IS_DELETED,
        goes_on: false,
        sender: RECEIPTED,
        receiver: RECEIPT_WAITS,
        alone: RECEIPT_SENT,
    },
    Step {
        name: "F4: the sender dies in the middle of taking the receipt",
        dies: Sender,
        at: RECEIPT_IS_TAKEN,
        goes_on: false,
        sender: PENDING,
        receiver: HEARD,
        alone: RECEIPTED,
    },
    Step {
        name: "F3: the sender dies after it has taken the receipt, before its ack reaches the broker",
        dies: Sender,
        at: RECEIPT_IS_TAKEN,
        goes_on: true,
        sender: RECEIPTED,
        receiver: HEARD,
        alone: RECEIPTED,
    },
];

/// Claiming moves `next_at` alone; settling ends the epoch.
const RELAY_CLAIMS: &str = "create trigger breakpoint before update on mailbox.todo
    for each row when (new.epoch = old.epoch)";
const RELAY_SETTLES: &str = "create trigger breakpoint before update on mailbox.todo
    for each row when (new.epoch > old.epoch)";
const RECEIPT_IS_TAKEN: &str = "create trigger breakpoint before delete on mailbox.todo for each row";
const EFFECT_IS_WRITTEN: &str = "create trigger breakpoint before insert or update on exchange.delivery
    for each row";
const INBOX_COMMITS: &str = "create constraint trigger breakpoint after insert on mailbox.inbox
    deferrable initially deferred for each row";
const RECEIPT_IS_CLAIMED: &str = "create trigger breakpoint before update on mailbox.receipt for each row";
const RECEIPT_IS_DELETED: &str = "create trigger breakpoint before delete on mailbox.receipt for each row";

const PENDING: &str = "select exists (select from mailbox.todo where message_id = $1)";
const DUE: &str = "select exists (select from mailbox.todo
    where message_id = $1 and epoch = 0 and next_at <= clock_timestamp())";
const LEASED: &str = "select exists (select from mailbox.todo
    where message_id = $1 and epoch = 0 and next_at > clock_timestamp())";
const PUBLISHED: &str = "select exists (select from mailbox.todo where message_id = $1 and epoch = 1)";
const RECEIPTED: &str = "select not exists (select from mailbox.todo where message_id = $1)";

const UNHEARD: &str = "select not exists (select from mailbox.inbox where message_id = $1)";
pub(super) const HEARD: &str = "select exists (select from mailbox.inbox where message_id = $1)";
pub(super) const HEARD_AGAIN: &str = "select exists (select from mailbox.inbox
    where message_id = $1 and seen > 1)";
const RECEIPT_WAITS: &str = "select exists (select from mailbox.inbox join mailbox.receipt using (message_id)
    where message_id = $1)";
const RECEIPT_SENT: &str = "select exists (select from mailbox.inbox where message_id = $1)
    and not exists (select from mailbox.receipt where message_id = $1)";
