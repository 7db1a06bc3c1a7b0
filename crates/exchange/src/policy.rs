//! Who may call the exchange's RPCs.

use shell::{OfficialNeeded, Role, Rule};

const fn rule(rpc: &'static str, roles: &'static [Role], official: OfficialNeeded) -> Rule {
    Rule { rpc, roles, official }
}

/// The policy rows of DeliveryService and PushService.
pub const POLICY: &[Rule] = &[
    rule(paths::LIST_DELIVERIES, &[Role::Claimant], OfficialNeeded::No),
    rule(paths::GET_DELIVERY, &[Role::Claimant], OfficialNeeded::No),
    rule(paths::WATCH_DELIVERIES, &[Role::Claimant], OfficialNeeded::No),
    rule(paths::CLAIM_DELIVERY, &[Role::Claimant], OfficialNeeded::Yes),
    rule(paths::BATCH_CLAIM_DELIVERIES, &[Role::Claimant], OfficialNeeded::Yes),
    rule(paths::RETURN_DELIVERY, &[Role::Claimant], OfficialNeeded::Yes),
    rule(paths::GET_PUSH, &[Role::Approver, Role::PlatformAdmin], OfficialNeeded::No),
    rule(paths::LIST_PUSHES, &[Role::Approver, Role::PlatformAdmin], OfficialNeeded::No),
];

/// Paths of the RPCs.
pub(crate) mod paths {
    pub(crate) const LIST_DELIVERIES: &str = "/shenguan.exchange.v1.DeliveryService/ListDeliveries";
    pub(crate) const GET_DELIVERY: &str = "/shenguan.exchange.v1.DeliveryService/GetDelivery";
    pub(crate) const WATCH_DELIVERIES: &str = "/shenguan.exchange.v1.DeliveryService/WatchDeliveries";
    pub(crate) const CLAIM_DELIVERY: &str = "/shenguan.exchange.v1.DeliveryService/ClaimDelivery";
    pub(crate) const BATCH_CLAIM_DELIVERIES: &str =
        "/shenguan.exchange.v1.DeliveryService/BatchClaimDeliveries";
    pub(crate) const RETURN_DELIVERY: &str = "/shenguan.exchange.v1.DeliveryService/ReturnDelivery";
    pub(crate) const GET_PUSH: &str = "/shenguan.exchange.v1.PushService/GetPush";
    pub(crate) const LIST_PUSHES: &str = "/shenguan.exchange.v1.PushService/ListPushes";
}
