//! Who may call the exchange's RPCs.

use proto::{Rpc, exchange::v1 as pb};
use shell::{OfficialNeeded, Role, Rule};

const fn rule<Q: Rpc>(roles: &'static [Role], official: OfficialNeeded) -> Rule {
    Rule::of::<Q>(roles, official)
}

/// The policy rows of DeliveryService and PushService.
pub const POLICY: &[Rule] = &[
    rule::<pb::ListDeliveriesRequest>(&[Role::Claimant], OfficialNeeded::No),
    rule::<pb::GetDeliveryRequest>(&[Role::Claimant], OfficialNeeded::No),
    rule::<pb::WatchDeliveriesRequest>(&[Role::Claimant], OfficialNeeded::No),
    rule::<pb::ClaimDeliveryRequest>(&[Role::Claimant], OfficialNeeded::Yes),
    rule::<pb::BatchClaimDeliveriesRequest>(&[Role::Claimant], OfficialNeeded::Yes),
    rule::<pb::ReturnDeliveryRequest>(&[Role::Claimant], OfficialNeeded::Yes),
    rule::<pb::GetPushRequest>(&[Role::Approver, Role::PlatformAdmin], OfficialNeeded::No),
    rule::<pb::ListPushesRequest>(&[Role::Approver, Role::PlatformAdmin], OfficialNeeded::No),
];
