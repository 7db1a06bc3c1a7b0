//! Resolutions and their extensions (联席会议制度三（五）): `ResolutionService`, which has the bulletins as well.

mod accept;
mod decide_extension;
mod get;
mod list;
mod present;
mod reassign;
mod reopen;
mod report;
mod request_extension;
mod submit;

use proto::meeting::v1 as pb;
use shell::{Reply, act, read};
use tonic::Request;

use crate::App;

#[rustfmt::skip]
#[tonic::async_trait]
impl pb::resolution_service_server::ResolutionService for App {
    async fn report_progress(&self, q: Request<pb::ReportProgressRequest>) -> Reply<pb::ReportProgressRequest> { act(self, q).await }
    async fn submit_resolution(&self, q: Request<pb::SubmitResolutionRequest>) -> Reply<pb::SubmitResolutionRequest> { act(self, q).await }
    async fn accept_resolution(&self, q: Request<pb::AcceptResolutionRequest>) -> Reply<pb::AcceptResolutionRequest> { act(self, q).await }
    async fn reopen_resolution(&self, q: Request<pb::ReopenResolutionRequest>) -> Reply<pb::ReopenResolutionRequest> { act(self, q).await }
    async fn reassign_resolution(&self, q: Request<pb::ReassignResolutionRequest>) -> Reply<pb::ReassignResolutionRequest> { act(self, q).await }
    async fn request_extension(&self, q: Request<pb::RequestExtensionRequest>) -> Reply<pb::RequestExtensionRequest> { act(self, q).await }
    async fn decide_extension(&self, q: Request<pb::DecideExtensionRequest>) -> Reply<pb::DecideExtensionRequest> { act(self, q).await }
    async fn get_resolution(&self, q: Request<pb::GetResolutionRequest>) -> Reply<pb::GetResolutionRequest> { read(self, q).await }
    async fn list_resolutions(&self, q: Request<pb::ListResolutionsRequest>) -> Reply<pb::ListResolutionsRequest> { read(self, q).await }
    async fn issue_bulletin(&self, q: Request<pb::IssueBulletinRequest>) -> Reply<pb::IssueBulletinRequest> { act(self, q).await }
    async fn get_bulletin(&self, q: Request<pb::GetBulletinRequest>) -> Reply<pb::GetBulletinRequest> { read(self, q).await }
    async fn list_bulletins(&self, q: Request<pb::ListBulletinsRequest>) -> Reply<pb::ListBulletinsRequest> { read(self, q).await }
}
