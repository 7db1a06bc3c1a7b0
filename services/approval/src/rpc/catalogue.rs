//! `shenguan.approval.v1.CatalogueService`.

use std::sync::Arc;

use proto::approval::v1::{
    ExplainRouteRequest, ExplainRouteResponse, GetItemRequest, GetItemResponse, GetResponsibilityMapRequest,
    GetResponsibilityMapResponse, ListItemsRequest, ListItemsResponse, PublishResponsibilityMapRequest,
    PublishResponsibilityMapResponse, SaveItemRequest, SaveItemResponse,
    catalogue_service_server::CatalogueService,
};
use tonic::Request;

use super::{
    Answer, call, explain_route, get_item, get_responsibility_map, list_items, publish_responsibility_map,
    save_item,
};
use crate::App;

/// Items (Art. 10) and who supervises what was licensed under them (Art. 3, 4).
#[derive(Clone)]
pub(crate) struct Catalogue(pub(crate) Arc<App>);

#[tonic::async_trait]
impl CatalogueService for Catalogue {
    async fn list_items(&self, request: Request<ListItemsRequest>) -> Answer<ListItemsResponse> {
        call(&self.0, "/shenguan.approval.v1.CatalogueService/ListItems", request, list_items::list_items)
            .await
    }

    async fn get_item(&self, request: Request<GetItemRequest>) -> Answer<GetItemResponse> {
        call(&self.0, "/shenguan.approval.v1.CatalogueService/GetItem", request, get_item::get_item).await
    }

    async fn save_item(&self, request: Request<SaveItemRequest>) -> Answer<SaveItemResponse> {
        call(&self.0, save_item::RPC, request, save_item::save_item).await
    }

    async fn get_responsibility_map(
        &self,
        request: Request<GetResponsibilityMapRequest>,
    ) -> Answer<GetResponsibilityMapResponse> {
        call(
            &self.0,
            "/shenguan.approval.v1.CatalogueService/GetResponsibilityMap",
            request,
            get_responsibility_map::get_responsibility_map,
        )
        .await
    }

    async fn publish_responsibility_map(
        &self,
        request: Request<PublishResponsibilityMapRequest>,
    ) -> Answer<PublishResponsibilityMapResponse> {
        call(
            &self.0,
            publish_responsibility_map::RPC,
            request,
            publish_responsibility_map::publish_responsibility_map,
        )
        .await
    }

    async fn explain_route(&self, request: Request<ExplainRouteRequest>) -> Answer<ExplainRouteResponse> {
        call(
            &self.0,
            "/shenguan.approval.v1.CatalogueService/ExplainRoute",
            request,
            explain_route::explain_route,
        )
        .await
    }
}
