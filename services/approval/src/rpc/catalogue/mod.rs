//! `CatalogueService`: items (Art. 10) and who supervises what was licensed under them (Art. 3, 4).

mod explain_route;
mod get_item;
mod get_map;
mod list_items;
mod present;
mod publish_map;
mod save_item;

use proto::approval::v1 as pb;
use shell::{Reply, act, read};
use tonic::Request;

use crate::App;

#[rustfmt::skip]
#[tonic::async_trait]
impl pb::catalogue_service_server::CatalogueService for App {
    async fn list_items(&self, q: Request<pb::ListItemsRequest>) -> Reply<pb::ListItemsRequest> { read(self, q).await }
    async fn get_item(&self, q: Request<pb::GetItemRequest>) -> Reply<pb::GetItemRequest> { read(self, q).await }
    async fn save_item(&self, q: Request<pb::SaveItemRequest>) -> Reply<pb::SaveItemRequest> { act(self, q).await }
    async fn get_responsibility_map(&self, q: Request<pb::GetResponsibilityMapRequest>) -> Reply<pb::GetResponsibilityMapRequest> { read(self, q).await }
    async fn publish_responsibility_map(&self, q: Request<pb::PublishResponsibilityMapRequest>) -> Reply<pb::PublishResponsibilityMapRequest> { act(self, q).await }
    async fn explain_route(&self, q: Request<pb::ExplainRouteRequest>) -> Reply<pb::ExplainRouteRequest> { read(self, q).await }
}
