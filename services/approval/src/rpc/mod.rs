//! What callers ask of approval: one file an RPC. Each parses, calls an operation or reads, and replies.

mod decision_wire;
mod fields;
mod item_wire;
mod map_wire;

mod close_day;
mod complete_decision;
mod explain_date;
mod explain_route;
mod get_decision;
mod get_item;
mod get_responsibility_map;
mod import_decisions;
mod list_calendar_years;
mod list_certificate_keys;
mod list_closures;
mod list_decisions;
mod list_items;
mod list_officials;
mod list_units;
mod load_calendar_year;
mod pin_certificate_key;
mod publish_responsibility_map;
mod record_decision;
mod reopen_day;
mod resolve_decision;
mod revoke_certificate_key;
mod save_item;
mod save_official;
mod save_unit;

use proto::{Rpc, approval::v1 as pb};
use shell::{Reply, Serves, act, call, look_up, read};
use tonic::{Request, Response, Status, Streaming};

use crate::App;

/// The working-day calendar (工作日历).
#[rustfmt::skip]
#[tonic::async_trait]
impl pb::calendar_service_server::CalendarService for App {
    async fn list_calendar_years(&self, q: Request<pb::ListCalendarYearsRequest>) -> Reply<pb::ListCalendarYearsRequest> { read(self, q).await }
    async fn load_calendar_year(&self, q: Request<pb::LoadCalendarYearRequest>) -> Reply<pb::LoadCalendarYearRequest> { act(self, q).await }
    async fn list_closures(&self, q: Request<pb::ListClosuresRequest>) -> Reply<pb::ListClosuresRequest> { read(self, q).await }
    async fn close_day(&self, q: Request<pb::CloseDayRequest>) -> Reply<pb::CloseDayRequest> { act(self, q).await }
    async fn reopen_day(&self, q: Request<pb::ReopenDayRequest>) -> Reply<pb::ReopenDayRequest> { act(self, q).await }
    async fn explain_date(&self, q: Request<pb::ExplainDateRequest>) -> Reply<pb::ExplainDateRequest> { look_up(self, q).await }
}

/// Items (Art. 10) and who supervises what was licensed under them (Art. 3, 4).
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

/// Decisions of the caller's approval bureau.
#[rustfmt::skip]
#[tonic::async_trait]
impl pb::decision_service_server::DecisionService for App {
    type ImportDecisionsStream = import_decisions::Answers;

    async fn record_decision(&self, q: Request<pb::RecordDecisionRequest>) -> Reply<pb::RecordDecisionRequest> { act(self, q).await }
    async fn get_decision(&self, q: Request<pb::GetDecisionRequest>) -> Reply<pb::GetDecisionRequest> { read(self, q).await }
    async fn list_decisions(&self, q: Request<pb::ListDecisionsRequest>) -> Reply<pb::ListDecisionsRequest> { read(self, q).await }

    async fn import_decisions(&self, q: Request<Streaming<pb::ImportDecisionsRequest>>) -> Result<Response<Self::ImportDecisionsStream>, Status> {
        let app = self.clone();
        let handler = |caller, parts| async move { import_decisions::import_decisions(app, caller, parts) };
        call(self.doors(), pb::ImportDecisionsRequest::PATH, q, handler).await
    }

    async fn resolve_decision(&self, q: Request<pb::ResolveDecisionRequest>) -> Reply<pb::ResolveDecisionRequest> { act(self, q).await }
    async fn complete_decision(&self, q: Request<pb::CompleteDecisionRequest>) -> Reply<pb::CompleteDecisionRequest> { act(self, q).await }
}

/// Who is who (单位、经办人、证书).
#[rustfmt::skip]
#[tonic::async_trait]
impl pb::directory_service_server::DirectoryService for App {
    async fn list_units(&self, q: Request<pb::ListUnitsRequest>) -> Reply<pb::ListUnitsRequest> { read(self, q).await }
    async fn save_unit(&self, q: Request<pb::SaveUnitRequest>) -> Reply<pb::SaveUnitRequest> { act(self, q).await }
    async fn list_officials(&self, q: Request<pb::ListOfficialsRequest>) -> Reply<pb::ListOfficialsRequest> { read(self, q).await }
    async fn save_official(&self, q: Request<pb::SaveOfficialRequest>) -> Reply<pb::SaveOfficialRequest> { act(self, q).await }
    async fn list_certificate_keys(&self, q: Request<pb::ListCertificateKeysRequest>) -> Reply<pb::ListCertificateKeysRequest> { read(self, q).await }
    async fn pin_certificate_key(&self, q: Request<pb::PinCertificateKeyRequest>) -> Reply<pb::PinCertificateKeyRequest> { act(self, q).await }
    async fn revoke_certificate_key(&self, q: Request<pb::RevokeCertificateKeyRequest>) -> Reply<pb::RevokeCertificateKeyRequest> { act(self, q).await }
}
