//! `PushService`: what became of the pushes of the caller's unit.

mod get;
mod list;

use proto::exchange::v1 as pb;
use shell::{Reply, read};
use tonic::Request;

use crate::{Exchange, Host};

#[rustfmt::skip]
#[tonic::async_trait]
impl<H: Host> pb::push_service_server::PushService for Exchange<H> {
    async fn get_push(&self, q: Request<pb::GetPushRequest>) -> Reply<pb::GetPushRequest> { read(self, q).await }
    async fn list_pushes(&self, q: Request<pb::ListPushesRequest>) -> Reply<pb::ListPushesRequest> { read(self, q).await }
}
