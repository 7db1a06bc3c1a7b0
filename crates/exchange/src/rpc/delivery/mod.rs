//! `DeliveryService`: what a supervising bureau receives, claims (认领) and returns (退回).

mod batch_claim;
mod claim;
mod get;
mod list;
mod present;
mod r#return;
mod watch;

use proto::{Rpc, exchange::v1 as pb};
use shell::{Reply, act, call, read};
use tonic::{Request, Response, Status};

use crate::{Exchange, Host};

#[rustfmt::skip]
#[tonic::async_trait]
impl<H: Host> pb::delivery_service_server::DeliveryService for Exchange<H> {
    type WatchDeliveriesStream = watch::Changes;

    async fn list_deliveries(&self, q: Request<pb::ListDeliveriesRequest>) -> Reply<pb::ListDeliveriesRequest> { read(self, q).await }
    async fn get_delivery(&self, q: Request<pb::GetDeliveryRequest>) -> Reply<pb::GetDeliveryRequest> { read(self, q).await }

    async fn watch_deliveries(&self, q: Request<pb::WatchDeliveriesRequest>) -> Result<Response<Self::WatchDeliveriesStream>, Status> {
        let app = self.clone();
        let handler = |caller, request| async move { watch::watch_deliveries(app, caller, &request) };
        call(&self.resources, pb::WatchDeliveriesRequest::PATH, q, handler).await
    }

    async fn claim_delivery(&self, q: Request<pb::ClaimDeliveryRequest>) -> Reply<pb::ClaimDeliveryRequest> { act(self, q).await }
    async fn batch_claim_deliveries(&self, q: Request<pb::BatchClaimDeliveriesRequest>) -> Reply<pb::BatchClaimDeliveriesRequest> { act(self, q).await }
    async fn return_delivery(&self, q: Request<pb::ReturnDeliveryRequest>) -> Reply<pb::ReturnDeliveryRequest> { act(self, q).await }
}
