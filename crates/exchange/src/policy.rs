//! Who may call the exchange's RPCs.

use proto::exchange::v1 as pb;
use shell::{Role, Rule, Who, acting, by_system};

/// Who takes over what is delivered.
const CLAIMANT: Who = Who::with(&[Role::Claimant]);
/// Who follows what was pushed.
const SENDER: Who = Who::with(&[Role::Approver, Role::PlatformAdmin]);

/// The policy rows of DeliveryService and PushService.
pub const POLICY: &[Rule] = &[
    by_system::<pb::ListDeliveriesRequest>(CLAIMANT),
    by_system::<pb::GetDeliveryRequest>(CLAIMANT),
    by_system::<pb::WatchDeliveriesRequest>(CLAIMANT),
    acting::<pb::ClaimDeliveryRequest>(CLAIMANT),
    acting::<pb::BatchClaimDeliveriesRequest>(CLAIMANT),
    acting::<pb::ReturnDeliveryRequest>(CLAIMANT),
    by_system::<pb::GetPushRequest>(SENDER),
    by_system::<pb::ListPushesRequest>(SENDER),
];
