//! The exchange's RPCs: one file each — parse, call the operation, reply.

mod batch_claim_deliveries;
mod claim_delivery;
mod get_delivery;
mod get_push;
mod list_deliveries;
mod list_pushes;
mod present;
mod return_delivery;
mod watch_deliveries;

use proto::exchange::v1 as pb;
use shell::{Caller, spawned};
use tonic::{Request, Response, Status};

use crate::{Exchange, Host, policy::paths};

type Reply<T> = Result<Response<T>, Status>;

#[tonic::async_trait]
impl<H: Host> pb::delivery_service_server::DeliveryService for Exchange<H> {
    type WatchDeliveriesStream = watch_deliveries::Changes;

    async fn list_deliveries(&self, request: Request<pb::ListDeliveriesRequest>) -> Reply<pb::ListDeliveriesResponse> {
        let caller = Caller::of(&request)?;
        let call = list_deliveries::list_deliveries(self.clone(), caller.clone(), request.into_inner());
        spawned(&self.doors, &caller, paths::LIST_DELIVERIES, call).await
    }

    async fn get_delivery(&self, request: Request<pb::GetDeliveryRequest>) -> Reply<pb::GetDeliveryResponse> {
        let caller = Caller::of(&request)?;
        let call = get_delivery::get_delivery(self.clone(), caller.clone(), request.into_inner());
        spawned(&self.doors, &caller, paths::GET_DELIVERY, call).await
    }

    async fn watch_deliveries(
        &self,
        request: Request<pb::WatchDeliveriesRequest>,
    ) -> Reply<Self::WatchDeliveriesStream> {
        let caller = Caller::of(&request)?;
        let call = watch_deliveries::watch_deliveries(self.clone(), caller.clone(), request.into_inner());
        spawned(&self.doors, &caller, paths::WATCH_DELIVERIES, call).await
    }

    async fn claim_delivery(&self, request: Request<pb::ClaimDeliveryRequest>) -> Reply<pb::ClaimDeliveryResponse> {
        let caller = Caller::of(&request)?;
        let call = claim_delivery::claim_delivery(self.clone(), caller.clone(), request.into_inner());
        spawned(&self.doors, &caller, paths::CLAIM_DELIVERY, call).await
    }

    async fn batch_claim_deliveries(
        &self,
        request: Request<pb::BatchClaimDeliveriesRequest>,
    ) -> Reply<pb::BatchClaimDeliveriesResponse> {
        let caller = Caller::of(&request)?;
        let call = batch_claim_deliveries::batch_claim_deliveries(self.clone(), caller.clone(), request.into_inner());
        spawned(&self.doors, &caller, paths::BATCH_CLAIM_DELIVERIES, call).await
    }

    async fn return_delivery(&self, request: Request<pb::ReturnDeliveryRequest>) -> Reply<pb::ReturnDeliveryResponse> {
        let caller = Caller::of(&request)?;
        let call = return_delivery::return_delivery(self.clone(), caller.clone(), request.into_inner());
        spawned(&self.doors, &caller, paths::RETURN_DELIVERY, call).await
    }
}

#[tonic::async_trait]
impl<H: Host> pb::push_service_server::PushService for Exchange<H> {
    async fn get_push(&self, request: Request<pb::GetPushRequest>) -> Reply<pb::GetPushResponse> {
        let caller = Caller::of(&request)?;
        let call = get_push::get_push(self.clone(), caller.clone(), request.into_inner());
        spawned(&self.doors, &caller, paths::GET_PUSH, call).await
    }

    async fn list_pushes(&self, request: Request<pb::ListPushesRequest>) -> Reply<pb::ListPushesResponse> {
        let caller = Caller::of(&request)?;
        let call = list_pushes::list_pushes(self.clone(), caller.clone(), request.into_inner());
        spawned(&self.doors, &caller, paths::LIST_PUSHES, call).await
    }
}
