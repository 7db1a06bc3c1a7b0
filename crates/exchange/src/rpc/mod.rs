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
use shell::call;
use tonic::{Request, Response, Status};

use crate::{Exchange, Host, policy::paths};

type Reply<T> = Result<Response<T>, Status>;

#[tonic::async_trait]
impl<H: Host> pb::delivery_service_server::DeliveryService for Exchange<H> {
    type WatchDeliveriesStream = watch_deliveries::Changes;

    async fn list_deliveries(
        &self,
        request: Request<pb::ListDeliveriesRequest>,
    ) -> Reply<pb::ListDeliveriesResponse> {
        let handler = |caller, request| list_deliveries::list_deliveries(self.clone(), caller, request);
        call(&self.doors, paths::LIST_DELIVERIES, request, handler).await
    }

    async fn get_delivery(&self, request: Request<pb::GetDeliveryRequest>) -> Reply<pb::GetDeliveryResponse> {
        let handler = |caller, request| get_delivery::get_delivery(self.clone(), caller, request);
        call(&self.doors, paths::GET_DELIVERY, request, handler).await
    }

    async fn watch_deliveries(
        &self,
        request: Request<pb::WatchDeliveriesRequest>,
    ) -> Reply<Self::WatchDeliveriesStream> {
        let exchange = self.clone();
        let handler =
            |caller, request| async move { watch_deliveries::watch_deliveries(exchange, caller, &request) };
        call(&self.doors, paths::WATCH_DELIVERIES, request, handler).await
    }

    async fn claim_delivery(
        &self,
        request: Request<pb::ClaimDeliveryRequest>,
    ) -> Reply<pb::ClaimDeliveryResponse> {
        let handler = |caller, request| claim_delivery::claim_delivery(self.clone(), caller, request);
        call(&self.doors, paths::CLAIM_DELIVERY, request, handler).await
    }

    async fn batch_claim_deliveries(
        &self,
        request: Request<pb::BatchClaimDeliveriesRequest>,
    ) -> Reply<pb::BatchClaimDeliveriesResponse> {
        let handler =
            |caller, request| batch_claim_deliveries::batch_claim_deliveries(self.clone(), caller, request);
        call(&self.doors, paths::BATCH_CLAIM_DELIVERIES, request, handler).await
    }

    async fn return_delivery(
        &self,
        request: Request<pb::ReturnDeliveryRequest>,
    ) -> Reply<pb::ReturnDeliveryResponse> {
        let handler = |caller, request| return_delivery::return_delivery(self.clone(), caller, request);
        call(&self.doors, paths::RETURN_DELIVERY, request, handler).await
    }
}

#[tonic::async_trait]
impl<H: Host> pb::push_service_server::PushService for Exchange<H> {
    async fn get_push(&self, request: Request<pb::GetPushRequest>) -> Reply<pb::GetPushResponse> {
        let handler = |caller, request| get_push::get_push(self.clone(), caller, request);
        call(&self.doors, paths::GET_PUSH, request, handler).await
    }

    async fn list_pushes(&self, request: Request<pb::ListPushesRequest>) -> Reply<pb::ListPushesResponse> {
        let handler = |caller, request| list_pushes::list_pushes(self.clone(), caller, request);
        call(&self.doors, paths::LIST_PUSHES, request, handler).await
    }
}
