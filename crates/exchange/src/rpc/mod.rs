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

use proto::Rpc;
use proto::exchange::v1 as pb;
use shell::{Reply, act, call, read};
use tonic::{Request, Response, Status};

use crate::{Exchange, Host};

/// A stream on its way to the caller.
type Answer<T> = Result<Response<T>, Status>;

#[rustfmt::skip]
#[tonic::async_trait]
impl<H: Host> pb::delivery_service_server::DeliveryService for Exchange<H> {
    type WatchDeliveriesStream = watch_deliveries::Changes;

    async fn list_deliveries(&self, q: Request<pb::ListDeliveriesRequest>) -> Reply<pb::ListDeliveriesRequest> { read(self, q).await }
    async fn get_delivery(&self, q: Request<pb::GetDeliveryRequest>) -> Reply<pb::GetDeliveryRequest> { read(self, q).await }

    async fn watch_deliveries(&self, q: Request<pb::WatchDeliveriesRequest>) -> Answer<Self::WatchDeliveriesStream> {
        let app = self.clone();
        let handler = |caller, request| async move { watch_deliveries::watch_deliveries(app, caller, &request) };
        call(&self.doors, pb::WatchDeliveriesRequest::PATH, q, handler).await
    }

    async fn claim_delivery(&self, q: Request<pb::ClaimDeliveryRequest>) -> Reply<pb::ClaimDeliveryRequest> { act(self, q).await }
    async fn batch_claim_deliveries(&self, q: Request<pb::BatchClaimDeliveriesRequest>) -> Reply<pb::BatchClaimDeliveriesRequest> { act(self, q).await }
    async fn return_delivery(&self, q: Request<pb::ReturnDeliveryRequest>) -> Reply<pb::ReturnDeliveryRequest> { act(self, q).await }
}

#[rustfmt::skip]
#[tonic::async_trait]
impl<H: Host> pb::push_service_server::PushService for Exchange<H> {
    async fn get_push(&self, q: Request<pb::GetPushRequest>) -> Reply<pb::GetPushRequest> { read(self, q).await }
    async fn list_pushes(&self, q: Request<pb::ListPushesRequest>) -> Reply<pb::ListPushesRequest> { read(self, q).await }
}
